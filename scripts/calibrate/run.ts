/** The command from its options to its report, apart from what belongs to the process: arguments, signals, exit. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { REPOSITORY_ROOT } from '../n8n/package';
import { calibrate } from './calibrate';
import type { Calibration } from './calibrate';
import type { Clock } from './client';
import { Client } from './client';
import { unifiedDiff } from './diff';
import type { CalibrateOptions } from './options';
import { mostRequests, planText } from './plan';
import type { Target } from './question';
import type { ReportFacts } from './report';
import { exitCodeOf, jsonReport, markdownReport } from './report';
import { SchemaCheck } from './schemaCheck';
import type { Secrets } from './service';
import type { SpecFile } from './specPatch';
import { loadSpec, patchedSpec } from './specPatch';

export interface Surroundings {
	readonly say: (line: string) => void;
	readonly secrets: () => Promise<Secrets>;
	readonly fetch: typeof fetch;
	readonly clock: Clock;
	readonly stop: AbortSignal;
	readonly giveUp: AbortSignal;
	/** Where the files of the spec are. */
	readonly specFolder: string;
	readonly today: string;
}

export const SPEC_FOLDER = path.join(REPOSITORY_ROOT, 'spec');

function targetOf({ environment, userId, createEmail, allowLeftovers }: CalibrateOptions): Target {
	return {
		environment,
		userId,
		allowLeftovers,
		...(createEmail === undefined ? {} : { createEmail }),
		profile: {},
		readBody: {},
	};
}

function packageVersion(): string {
	const manifest = readFileSync(path.join(REPOSITORY_ROOT, 'package.json'), 'utf8');
	return (JSON.parse(manifest) as { version: string }).version;
}

/** The questions asked, without a report. */
export async function ask(
	options: CalibrateOptions,
	spec: SpecFile['spec'],
	surroundings: Surroundings,
): Promise<Calibration> {
	const { service, environment, baseUrl, questions, requestsPerSecond, maxRequests } = options;
	const { say, fetch: send, clock, stop, giveUp } = surroundings;
	const check = await SchemaCheck.of(spec);
	const secrets = await surroundings.secrets();
	const connection = service.connect(service.baseUrl(environment, baseUrl, secrets), secrets);
	const client = new Client(connection, {
		requestsPerSecond,
		maxRequests,
		fetch: send,
		clock,
		onResponse: (call, response) => check.look(call, response),
	});
	return await calibrate({
		...{ service, spec, target: targetOf(options), client, clock, questions },
		...{ stop, giveUp, say },
		violations: () => check.violations,
	});
}

function report(
	calibration: Calibration,
	options: CalibrateOptions,
	spec: SpecFile,
	{ say, specFolder, today }: Surroundings,
): void {
	const { service, environment, reportFile, isApplied } = options;
	const after = patchedSpec(spec, calibration.findings, `${today} ${environment}`);
	const facts: ReportFacts = {
		service: service.name,
		environment,
		date: today,
		version: packageVersion(),
		specFile: service.specFile,
		patch: unifiedDiff(`spec/${service.specFile}`, spec.text, after),
		isApplied,
	};
	if (isApplied) writeFileSync(path.join(specFolder, service.specFile), after);
	const jsonFile = `${reportFile.replace(/\.md$/, '')}.json`;
	writeFileSync(reportFile, markdownReport(calibration, facts));
	writeFileSync(jsonFile, jsonReport(calibration, facts));
	say(`Report: ${reportFile} and ${jsonFile}`);
}

/** @returns the exit code: 3 if the reader is not as before, 1 if not all was asked */
export async function run(options: CalibrateOptions, surroundings: Surroundings): Promise<number> {
	const { say } = surroundings;
	const { service, questions, isSent, maxRequests, requestsPerSecond } = options;
	const target = targetOf(options);
	say(planText(service, questions, target, maxRequests));
	if (!isSent) {
		say('\nNothing was sent. With --yes, this is what is asked.');
		return 0;
	}
	const most = Math.min(mostRequests(questions, target), maxRequests);
	say(
		`\nAsking. It takes up to ${Math.ceil(most / requestsPerSecond)} seconds; Ctrl+C ends it early.`,
	);
	const spec = loadSpec(path.join(surroundings.specFolder, service.specFile));
	const calibration = await ask(options, spec.spec, surroundings);
	report(calibration, options, spec, surroundings);
	if (calibration.defect !== undefined) throw calibration.defect;
	return exitCodeOf(calibration);
}
