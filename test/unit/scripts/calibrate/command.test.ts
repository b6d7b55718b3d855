/** The plan, the report, the patch, and what the options let through. */
import { cpSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { evidenceKey, findingOf, nodeAt } from '../../../../scripts/calibrate/findings';
import { SERVICES, readOptions } from '../../../../scripts/calibrate/options';
import type { Json } from '../../../../scripts/calibrate/question';

import { SPEC_FOLDER, run } from '../../../../scripts/calibrate/run';
import { shapeOf } from '../../../../scripts/calibrate/shape';
import { loadSpec } from '../../../../scripts/calibrate/specPatch';

import { API_KEY, API_SECRET } from '../../../server';
import { readYaml } from '../../../server/spec';
import { evidenceProblems } from '../../server/evidence';
import {
	READER,
	TEST_RUN_FOLDER,
	TODAY,
	asked,
	calibrated,
	server,
	startServer,
	toServer,
	virtualClock,
} from './support';

const ROOT = path.resolve(__dirname, '../../../..');

startServer();

describe('the plan', () => {
	it('is printed, and nothing is sent', async () => {
		const options = readOptions(['--environment', 'sandbox', '--user', READER]);
		if (!options) throw new Error('Nothing was asked for');
		const said: string[] = [];
		const exitCode = await run(options, {
			say: (line) => said.push(line),
			secrets: () => Promise.reject(new Error('No secret is needed')),
			fetch: () => Promise.reject(new Error('Nothing may be sent')),
			clock: virtualClock(),
			stop: new AbortController().signal,
			giveUp: new AbortController().signal,
			specFolder: SPEC_FOLDER,
			today: TODAY,
		});
		expect(exitCode).toBe(0);
		for (const { id, title } of options.questions)
			expect(said.join('\n')).toContain(`${id}: ${title}`);
		expect(said.join('\n')).toContain('PATCH /v2/client/update-user');
	});

	it('keeps to about a hundred requests', async () => {
		const { exchanges } = await asked(server);
		expect(exchanges.length).toBeLessThan(115);
	});
});

describe('a run', () => {
	it('sends no more than one request a second', async () => {
		const clock = virtualClock();
		const startedMs: number[] = [];
		const send = toServer(server.baseUrl);
		await asked(server, ['--only', 'rows,errors'], {
			clock,
			fetch: async (url, init) => {
				startedMs.push(clock.now());
				return await send(url, init);
			},
		});
		const gapsMs = startedMs.slice(1).map((ms, index) => ms - (startedMs[index] ?? 0));
		expect(gapsMs.length).toBeGreaterThan(4);
		expect(Math.min(...gapsMs)).toBeGreaterThanOrEqual(1000);
	});

	it('waits as long as a 429 asks for', async () => {
		server.control({ faults: [{ kind: 'status', status: 429, retryAfter: 7, first: 1 }] });
		const clock = virtualClock();
		const report = await asked(server, ['--only', 'limit-headers'], { clock });
		expect(clock.waitedMs).toContain(7_000);
		expect(report.stopped).toBeUndefined();
	});

	it('asks nothing with a credential that is not taken', async () => {
		const secrets = () => Promise.resolve({ CONSCENT_API_KEY: 'no', CONSCENT_API_SECRET: 'no' });
		const report = await asked(server, [], { secrets });
		expect(report.stopped).toBe('The credential is not taken (HTTP 401)');
		expect(report.exchanges).toHaveLength(1);
		expect(new Set(report.findings.map(({ verdict }) => verdict))).toEqual(new Set(['open']));
	});

	it('confirms nothing of responses that say nothing', async () => {
		server.control({ faults: [{ kind: 'text', text: 'OK' }] });
		const { findings } = await asked(server);
		const confirmed = findings.filter(({ verdict }) => verdict === 'confirmed');
		// A text has no header of a limit either, and a wrong parameter gets its status whatever the body.
		expect(confirmed.map(({ fact }) => fact.id)).toEqual([
			'credential.refusal',
			'errors.400',
			'errors.404',
			'limit-headers',
			'pages.above-maximum',
		]);
	});
});

describe('the report', () => {
	it('holds nothing of anybody, and nothing secret', async () => {
		const { markdown, jsonText, said } = await calibrated(server, [
			...['--allow-create', 'colleague@example.org'],
		]);
		const basic = Buffer.from(`${API_KEY}:${API_SECRET}`).toString('base64');
		const personal = [...server.state.users.values()].flatMap(({ name, email, phone }) => [
			...(name ?? '').split(' '),
			email,
			phone,
		]);
		const hidden = [API_KEY, API_SECRET, basic, 'colleague', ...personal].filter(Boolean);
		expect(hidden.length).toBeGreaterThan(8);
		for (const text of hidden) {
			expect(markdown).not.toContain(text);
			expect(jsonText).not.toContain(text);
			expect(said).not.toContain(text);
		}
		expect(jsonText).not.toContain(READER);
		// An issue of GitHub takes no more.
		expect(markdown.length).toBeLessThan(65_536);
	});

	it('tells a property that is not listed, one of another type, and a status', async () => {
		const state = server.state.users.get(READER);
		Object.assign(state ?? {}, { loyaltyPoints: 7, migrated: 'no' });
		server.control({ personality: { wrongCredentialStatus: 403 } });
		const { json, markdown } = await calibrated(server, ['--only', 'unknown-key,credential']);
		expect(json.violations.map(({ check, place, text }) => [check, place, text])).toEqual([
			['status_code_conformance', '', 'HTTP 403 is not described'],
			[
				'response_schema_conformance',
				'userData',
				'\'loyaltyPoints\' is not listed; it is "number"',
			],
			['response_schema_conformance', 'userData.migrated', 'must be boolean; it is "text"'],
		]);
		expect(markdown).toContain("'loyaltyPoints' is not listed");
	});

	it('reduces values to shapes', () => {
		expect(
			shapeOf({
				email: 'a@b.co',
				list: [{ n: 1 }, { n: 2 }, { n: 'x' }],
				'asha@example.com': true,
				none: null,
				day: '1990-05-31',
			}),
		).toEqual({
			email: 'text: email',
			list: [{ n: 'number' }, { n: 'text' }],
			'‹name›': 'boolean',
			none: null,
			day: 'text: date',
		});
	});
});

describe('the patch', () => {
	function copiedSpec(): string {
		const folder = mkdtempSync(path.join(TEST_RUN_FOLDER, 'spec-'));
		cpSync(SPEC_FOLDER, folder, { recursive: true });
		return folder;
	}

	it('turns marks into observed, and values into what was seen', async () => {
		const specFolder = copiedSpec();
		const file = path.join(specFolder, 'conscent.openapi.yaml');
		const before = readFileSync(file, 'utf8');
		server.control({ personality: { addressWithoutId: 'replaces', emptyTexts: 'clear' } });
		const { json } = await calibrated(server, ['--apply'], { specFolder });
		const after = readFileSync(file, 'utf8');
		const spec = readYaml(file) as Json;
		expect(evidenceProblems(spec)).toEqual([]);
		expect(nodeAt(spec, '/components/schemas/UserUpdate/properties/shippingAddress')).toMatchObject(
			{
				'x-evidence': 'observed',
				'x-address-without-id': 'replaces',
				'x-address-without-id-evidence': 'observed',
				'x-address-without-id-observed': `${TODAY} sandbox; "adds" was assumed`,
			},
		);
		expect(nodeAt(spec, '/servers/1')).toMatchObject({
			'x-evidence': 'observed',
			'x-observed': `${TODAY} sandbox`,
		});
		expect(nodeAt(spec, '/servers/0')['x-evidence']).toBe('inferred');
		// Nothing but whole lines of marks is changed or added.
		expect(after.split('\n').length - before.split('\n').length).toBeGreaterThan(20);
		expect(applied(before, json.patch)).toBe(after);
	});

	/** What a program such as `patch` makes of a unified diff. */
	function applied(text: string, patch: string): string {
		const lines = text.split('\n');
		let shift = 0;
		for (const hunk of patch.split(/^@@ /m).slice(1)) {
			const [head = '', ...body] = hunk.replace(/\n$/, '').split('\n');
			const from = Number(/^-(\d+)/.exec(head)?.[1]) - 1 + shift;
			const old = body.filter((line) => !line.startsWith('+')).map((line) => line.slice(1));
			const fresh = body.filter((line) => !line.startsWith('-')).map((line) => line.slice(1));
			expect(lines.slice(from, from + old.length)).toEqual(old);
			lines.splice(from, old.length, ...fresh);
			shift += fresh.length - old.length;
		}
		return lines.join('\n');
	}

	it('lists who believed otherwise', async () => {
		server.control({ personality: { addressWithoutId: 'replaces' } });
		const { markdown } = await calibrated(server, ['--only', 'address-lists']);
		expect(markdown).toContain('- `nodes/Conscent/apiFacts.ts`');
		expect(markdown).toContain('+          x-address-without-id: replaces');
	});
});

describe('the facts of each service', () => {
	const facts = Object.values(SERVICES).flatMap((service) =>
		service.questions.flatMap((question) =>
			question.facts.map((fact) => ({ name: `${service.name} ${fact.id}`, service, fact })),
		),
	);
	const specs = new Map(
		Object.values(SERVICES).map(({ specFile }) => [
			specFile,
			loadSpec(path.join(SPEC_FOLDER, specFile)).spec as unknown as Json,
		]),
	);

	it.each(facts)('$name stands in the spec with its evidence', ({ service, fact }) => {
		const spec = specs.get(service.specFile) as Json;
		expect(findingOf('any', fact, undefined, spec, '').believed).not.toBeUndefined();
		expect(nodeAt(spec, fact.at)[evidenceKey(fact)]).toEqual(expect.any(String));
		for (const file of fact.believedBy) {
			expect([file, existsSync(path.join(ROOT, file))]).toEqual([file, true]);
		}
	});

	it('have ids of their own', () => {
		const names = facts.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
	});
});

describe('the options', () => {
	it.each([
		[[], /--environment is missing/],
		[['--environment', 'stage'], /There is no stage/],
		[['--environment', 'production'], /--confirm-production/],
		[['--environment', 'sandbox', '--base-url', 'http://127.0.0.1:1/api'], /exclude each other/],
		[
			['--environment', 'production', '--confirm-production', '--allow-create', 'a@example.org'],
			/Nobody is created there/,
		],
		[
			['--base-url', 'https://api.conscent.in/api', '--allow-create', 'a@example.org'],
			/Nobody is created there/,
		],
		[['--base-url', 'http://127.0.0.1:1/api', '--apply'], /proves nothing/],
		[['--environment', 'sandbox', '--allow-create', 'nobody'], /takes an email address/],
		[['--environment', 'sandbox', '--only', 'nothing'], /There is no question nothing/],
		[['--environment', 'sandbox', '--service', 'other'], /There is no service other/],
		[['--environment', 'sandbox', '--max-requests', '0'], /takes a number/],
		[['--environment', 'sandbox', '--yse'], /--yse/],
	])('refuse %j', (args, message) => {
		expect(() => readOptions(args)).toThrow(message);
	});

	it('ask only what is allowed', () => {
		const kinds = (...args: string[]) =>
			new Set(
				readOptions(['--environment', 'sandbox', ...args])?.questions.map(({ kind }) => kind),
			);
		expect(kinds()).toEqual(new Set(['read']));
		expect(kinds('--user', READER)).toEqual(new Set(['read', 'write']));
		expect(kinds('--probe-limit')).toEqual(new Set(['read', 'limit']));
		expect(kinds('--allow-create', 'a@example.org')).toEqual(new Set(['read', 'create']));
	});
});
