/** The command from its options to its report, apart from what belongs to the process: arguments, signals, exit. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { REPOSITORY_ROOT } from '../n8n/package';
import type { Calibration } from './calibrate';
import { calibrate } from './calibrate';
import { Client } from './client';
import type { CalibrateOptions } from './options';
import { mostRequests, planText } from './plan';
import type { Json } from './question';
import { exitCodeOf, jsonReport, markdownReport } from './report';
import { SchemaCheck, describedApi } from './schemaCheck';
import type { Surroundings } from './service';
import type { SpecFile } from './specPatch';
import { loadSpec, patchedSpec, unifiedDiff } from './specPatch';

export const SPEC_FOLDER = path.join(REPOSITORY_ROOT, 'spec');

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
	const { service, target } = options;
	const check = new SchemaCheck(await describedApi(spec));
	const secrets = await surroundings.secrets();
	const baseUrl = service.baseUrl(target.environment, options.baseUrl, secrets);
	const client = new Client({
		...options,
		...surroundings,
		baseUrl,
		authorize: service.authorize(baseUrl, secrets),
		onResponse: (call, response) => check.look(call, response),
	});
	const session = { ...options, ...surroundings, spec: spec as unknown as Json, client };
	return { ...(await calibrate(session)), violations: check.violations };
}

async function report(
	calibration: Calibration,
	{ service, target, reportFile, isApplied }: CalibrateOptions,
	spec: SpecFile,
	{ say, specFolder, today }: Surroundings,
): Promise<void> {
	const { name, specFile } = service;
	const { environment } = target;
	const after = await patchedSpec(spec, calibration.findings, `${today} ${environment}`);
	const facts = {
		...{ service: name, environment, date: today, version: packageVersion(), specFile, isApplied },
		patch: unifiedDiff(`spec/${specFile}`, spec.text, after),
	};
	if (isApplied) writeFileSync(path.join(specFolder, specFile), after);
	const jsonFile = `${reportFile.replace(/\.md$/, '')}.json`;
	writeFileSync(reportFile, markdownReport(calibration, facts));
	writeFileSync(jsonFile, jsonReport(calibration, facts));
	say(`Report: ${reportFile} and ${jsonFile}`);
}

/** @returns the exit code: 3 if the reader is not as before, 1 if not all was asked */
export async function run(options: CalibrateOptions, surroundings: Surroundings): Promise<number> {
	const { say, specFolder } = surroundings;
	say(planText(options));
	if (!options.isSent) {
		say('\nNothing was sent. With --yes, this is what is asked.');
		return 0;
	}
	const seconds = Math.ceil(mostRequests(options) / options.requestsPerSecond);
	say(`\nAsking. It takes up to ${seconds} seconds; Ctrl+C ends it early.`);
	const spec = loadSpec(path.join(specFolder, options.service.specFile));
	const calibration = await ask(options, spec.spec, surroundings);
	await report(calibration, options, spec, surroundings);
	if (calibration.defect !== undefined) throw calibration.defect;
	return exitCodeOf(calibration);
}
