/** A question can do no more than it says, and nothing is confirmed that was not seen. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { askQuestion } from '../../../../scripts/calibrate/ask';
import { calibrate } from '../../../../scripts/calibrate/calibrate';
import { Client } from '../../../../scripts/calibrate/client';
import { findingOf } from '../../../../scripts/calibrate/findings';
import { SERVICES } from '../../../../scripts/calibrate/options';
import type {
	Ask,
	Json,
	PlannedCall,
	Question,
	Steps,
	Told,
} from '../../../../scripts/calibrate/question';
import { told } from '../../../../scripts/calibrate/question';
import { SPEC_FOLDER } from '../../../../scripts/calibrate/run';
import { loadSpec } from '../../../../scripts/calibrate/specPatch';
import { API_KEY, API_SECRET, SAMPLE_USER_IDS } from '../../../server';

import { READER, TEST_RUN_FOLDER, readerOf, server, startServer, virtualClock } from './support';

const TARGET = {
	environment: 'sandbox' as const,
	userId: READER,
	allowLeftovers: false,
	profile: {},
	readBody: {},
};

const PLANNED = {
	method: 'PATCH',
	path: '/v2/client/update-user',
	query: { userId: READER },
} as const;

function questionOf(
	steps: () => Steps,
	call: PlannedCall = { ...PLANNED, body: { name: 'a' } },
): Question {
	return {
		id: 'made-up',
		title: 'Made up for this test',
		kind: 'write',
		facts: [],
		calls: () => ({ call }),
		steps,
	};
}

startServer();

function client(): Client {
	const authorization = `Basic ${Buffer.from(`${API_KEY}:${API_SECRET}`).toString('base64')}`;
	const { baseUrl } = server;
	const authorize = () => Promise.resolve({ headers: { authorization } });
	const options = { requestsPerSecond: 1, maxRequests: 100, fetch, clock: virtualClock() };
	return new Client({ ...options, baseUrl, authorize });
}

describe('a question is stopped that', () => {
	const call = 'call';
	const ASKED: Array<[string, Ask[]]> = [
		['makes a call that is not planned', [{ call: 'other' }]],
		['makes a call too often', [{ call }, { call }]],
		['sends a key that is not planned', [{ call, body: { email: 'a@b.co' } }]],
		['asks about somebody else', [{ call, query: { email: 'a@b.co' } }]],
	];

	it.each(ASKED)('%s', async (_what, asks) => {
		const question = questionOf(function* () {
			for (const ask of asks) yield ask;
		});
		const { failure } = await askQuestion(question, TARGET, client(), () => undefined);
		expect(String(failure)).toContain('is not planned so');
		expect(server.stats().requests).toBe(asks.length - 1);
	});
});

function session(question: Question) {
	const spec = loadSpec(path.join(SPEC_FOLDER, 'conscent.openapi.yaml')).spec as unknown as Json;
	const { conscent: service } = SERVICES;
	if (!service) throw new Error('Conscent can be calibrated');
	return {
		...{ service, spec, target: TARGET, client: client(), clock: virtualClock() },
		questions: [question],
		stop: new AbortController().signal,
		giveUp: new AbortController().signal,
		say: () => undefined,
	};
}

it("never writes to another reader, whatever a question's plan says", async () => {
	const other = { ...PLANNED, query: { userId: SAMPLE_USER_IDS[1] }, body: { name: 'a' } };
	const question = questionOf(function* () {
		yield { call: 'call' };
	}, other);
	const { defect } = await calibrate(session(question));
	expect(String(defect)).toContain('may not be sent');
	expect(server.records.filter(({ query }) => query['userId'] === SAMPLE_USER_IDS[1])).toEqual([]);
});

it('restores the reader after a defect of its own', async () => {
	const before = readerOf(server);
	const question = questionOf(function* () {
		yield { call: 'call' };
		throw new TypeError('A defect');
	});
	const { defect, reader, stopped } = await calibrate(session(question));
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
		[told('a', 2, 'Seen', response), 'refuted'],
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
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	child.kill('SIGINT');
	server.control({ latencyMs: 0 });
	const [exitCode] = (await ended) as [number | null];
	expect(exitCode).toBe(1);
	expect(existsSync(reportFile)).toBe(true);
	expect(readFileSync(reportFile, 'utf8')).toContain('It was stopped by hand');
	expect(readFileSync(reportFile, 'utf8')).toContain('**the reader is as before.**');
	expect(readerOf(server)).toEqual(before);
});
