/** Runs the command against a test server, on a clock that waits for nothing. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Calibration } from '../../../../scripts/calibrate/calibrate';
import type { Clock } from '../../../../scripts/calibrate/client';
import type { Finding } from '../../../../scripts/calibrate/findings';
import type { CalibrateOptions } from '../../../../scripts/calibrate/options';
import { readOptions } from '../../../../scripts/calibrate/options';
import { SPEC_FOLDER, ask, run } from '../../../../scripts/calibrate/run';
import type { Violation } from '../../../../scripts/calibrate/schemaCheck';
import type { Surroundings } from '../../../../scripts/calibrate/service';
import { loadSpec } from '../../../../scripts/calibrate/specPatch';
import type { ConscentServer, ConscentServerOptions } from '../../../server';
import { API_KEY, API_SECRET, SAMPLE_USER_IDS, startConscentServer } from '../../../server';

export const READER = SAMPLE_USER_IDS[0];
export const TODAY = '2026-07-01';

export const { TEST_RUN_FOLDER = tmpdir() } = process.env;

export interface Calibrated {
	readonly exitCode: number;
	readonly said: string;
	readonly markdown: string;
	readonly jsonText: string;
	readonly json: {
		readonly patch: string;
		readonly findings: ReadonlyArray<Finding['fact'] & Finding>;
		readonly violations: readonly Violation[];
	};
}

/** The server of a test file, as freshly started before each of its tests. */
export let server: ConscentServer;

export function startServer(options?: ConscentServerOptions): void {
	beforeAll(async () => {
		server = await startConscentServer(options);
	});
	afterAll(async () => await server.close());
	beforeEach(() => server.reset());
}

/** Time that passes only when somebody waits. */
export function virtualClock(): Clock & { waitedMs: number[] } {
	let nowMs = 0;
	const waitedMs: number[] = [];
	return {
		waitedMs,
		now: () => nowMs,
		sleep: (ms) => {
			waitedMs.push(ms);
			nowMs += ms;
			return Promise.resolve();
		},
	};
}

/** Sends to a test server what is meant for a real API. */
export function sentTo(
	baseUrl: string,
	real = 'https://sandbox-api.conscent.in/api',
): typeof fetch {
	return async (url, init) => await fetch(String(url).replace(real, baseUrl), init);
}

export const SPEC = loadSpec(path.join(SPEC_FOLDER, 'conscent.openapi.yaml')).spec;

export function optionsOf(...args: readonly string[]): CalibrateOptions {
	const reader = args.includes('--user') ? [] : ['--user', READER];
	const options = readOptions([...reader, '--environment', 'sandbox', ...args]);
	if (!options) throw new Error('Nothing was asked for');
	return options;
}

/** Everything as it is, except for where the sandbox is and how time passes. */
export function surroundings(changes: Partial<Surroundings> = {}): Surroundings {
	return {
		say: () => undefined,
		secrets: () => Promise.resolve({ CONSCENT_API_KEY: API_KEY, CONSCENT_API_SECRET: API_SECRET }),
		fetch: sentTo(server.baseUrl),
		clock: virtualClock(),
		stop: new AbortController().signal,
		giveUp: new AbortController().signal,
		specFolder: SPEC_FOLDER,
		today: TODAY,
		...changes,
	};
}

/** The questions, without a report. */
export async function asked(
	args: readonly string[] = [],
	changes: Partial<Surroundings> = {},
): Promise<Calibration> {
	return await ask(optionsOf(...args), SPEC, surroundings(changes));
}

/** The whole command. */
export async function calibrated(
	args: readonly string[] = [],
	changes: Partial<Surroundings> = {},
): Promise<Calibrated> {
	const folder = mkdtempSync(path.join(TEST_RUN_FOLDER, 'calibrate-'));
	const reportFile = path.join(folder, 'report.md');
	const said: string[] = [];
	const exitCode = await run(
		optionsOf('--yes', '--report', reportFile, ...args),
		surroundings({ say: (line) => said.push(line), ...changes }),
	);
	const jsonText = readFileSync(path.join(folder, 'report.json'), 'utf8');
	return {
		exitCode,
		said: said.join('\n'),
		markdown: readFileSync(reportFile, 'utf8'),
		json: JSON.parse(jsonText) as Calibrated['json'],
		jsonText,
	};
}

/** Such as `errors.400 confirmed` or `errors.404 refuted: false`. */
export function verdictsOf(findings: ReadonlyArray<Partial<Finding> & { id?: string }>): string[] {
	return findings.map(({ id, fact, verdict, saw }) => {
		const told = verdict === 'refuted' ? `${verdict}: ${JSON.stringify(saw)}` : verdict;
		return `${id ?? fact?.id} ${told}`;
	});
}

/** The reader as the server holds them, without what every update changes. */
export function readerOf({ state }: ConscentServer): Record<string, unknown> {
	const { updatedAt, ...reader } = structuredClone(state.users.get(READER)) ?? {};
	if (updatedAt === undefined) throw new Error('The reader is gone');
	return reader;
}
