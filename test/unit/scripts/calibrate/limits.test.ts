/** A question can do no more than it says, and nothing is confirmed that was not seen. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Calibration } from '../../../../scripts/calibrate/calibrate';
import { findingOf } from '../../../../scripts/calibrate/findings';
import type {
	Ask,
	PlannedCall,
	Question,
	Steps,
	Told,
} from '../../../../scripts/calibrate/question';
import { told } from '../../../../scripts/calibrate/question';
import { ask } from '../../../../scripts/calibrate/run';
import { API_KEY, API_SECRET, SAMPLE_USER_IDS } from '../../../server';

import {
	READER,
	SPEC,
	TEST_RUN_FOLDER,
	optionsOf,
	readerOf,
	server,
	startServer,
	surroundings,
} from './support';

startServer();

const CALL = {
	method: 'PATCH',
	path: '/v2/client/update-user',
	query: { userId: READER },
	body: { name: 'a' },
} as const;

/** Asks a question made up for a test. */
async function asking(steps: () => Steps, call: PlannedCall = CALL): Promise<Calibration> {
	const question: Question = {
		id: 'made-up',
		title: 'Made up for this test',
		kind: 'write',
		facts: [],
		calls: () => ({ call }),
		steps,
	};
	return await ask({ ...optionsOf(), questions: [question] }, SPEC, surroundings());
}

describe('a question is stopped that', () => {
	const call = 'call';
	const ASKED: Array<[string, Ask[], string]> = [
		['makes a call that is not planned', [{ call: 'other' }], 'not planned'],
		['makes a call too often', [{ call }, { call }], 'not planned'],
		['sends a key that is not planned', [{ call, body: { email: 'a@b.co' } }], 'not planned'],
		['asks about somebody else', [{ call, query: { email: 'a@b.co' } }], 'not planned'],
		['writes to somebody else', [{ call, query: { userId: 'other' } }], 'may not be sent'],
	];

	it.each(ASKED)('%s', async (_what, asks, message) => {
		const { defect, exchanges } = await asking(function* () {
			for (const one of asks) yield one;
		});
		expect(String(defect)).toContain(message);
		expect(exchanges.filter(({ askedBy }) => askedBy === 'made-up')).toHaveLength(asks.length - 1);
	});

	it('plans to write to somebody else', async () => {
		const userId = SAMPLE_USER_IDS[1];
		const { defect } = await asking(
			function* () {
				yield { call };
			},
			{ ...CALL, query: { userId } },
		);
		expect(String(defect)).toContain('may not be sent');
		expect(server.records.filter(({ query }) => query['userId'] === userId)).toEqual([]);
	});
});

it('restores the reader after a defect of its own', async () => {
	const before = readerOf(server);
	const { defect, reader, stopped } = await asking(function* () {
		yield { call: 'call' };
		throw new TypeError('A defect');
	});
	expect(defect).toBeInstanceOf(TypeError);
	expect(stopped).toBe('A defect of this tool ended it: TypeError');
	expect(reader).toMatchObject({ verified: true, written: ['name'], differences: [] });
	expect(readerOf(server)).toEqual(before);
});

describe('a verdict', () => {
	const spec = { place: { 'x-evidence': 'inferred', 'x-point': 1, 'x-point-evidence': 'unknown' } };
	const fact = { id: 'a', statement: '', at: '/place', mark: 'x-point', believedBy: [] };
	const response = { exchange: 4, status: 200, headers: {}, body: {} };
	const VERDICTS: Array<[Told | undefined, string]> = [
		[undefined, 'open'],
		[told('a', 1, 'No response shows it'), 'open'],
		[told('a', undefined, 'Nothing was seen', response), 'open'],
		[told('a', 1, 'Seen', response), 'confirmed'],
		[told('a', '1', 'Seen', response), 'refuted'],
	];

	it.each(VERDICTS)('of %j is %s', (one, verdict) => {
		expect(findingOf('q', fact, one, spec, 'Not asked').verdict).toBe(verdict);
	});
});

it('is ended by a real Ctrl+C, with the reader restored and the report written', async () => {
	const before = readerOf(server);
	const reportFile = path.join(mkdtempSync(path.join(TEST_RUN_FOLDER, 'calibrate-')), 'report.md');
	const script = path.resolve(__dirname, '../../../../scripts/calibrate.ts');
	const args = [
		...['--import', 'tsx', script, '--base-url', server.baseUrl, '--user', READER, '--yes'],
		...['--only', 'profile-fields', '--requests-per-second', '50', '--report', reportFile],
	];
	// Slow enough for the signal to arrive while a question is asked.
	server.control({ latencyMs: 200 });
	const child = spawn(process.execPath, args, {
		env: { ...process.env, CONSCENT_API_KEY: API_KEY, CONSCENT_API_SECRET: API_SECRET },
		stdio: 'ignore',
	});
	const ended = once(child, 'exit');
	while (!server.records.some(({ bodyText }) => bodyText.includes('gender'))) {
		if (child.exitCode !== null) break;
		await sleep(20);
	}
	child.kill('SIGINT');
	server.control({ latencyMs: 0 });
	expect(await ended).toEqual([1, null]);
	const report = readFileSync(reportFile, 'utf8');
	expect(report).toContain('It was stopped by hand');
	expect(report).toContain('**the reader is as before.**');
	expect(readerOf(server)).toEqual(before);
});
