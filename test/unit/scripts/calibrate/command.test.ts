/** The plan, the report, the patch, and what the options let through. */
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { evidenceKey, findingOf, nodeAt } from '../../../../scripts/calibrate/findings';
import { SERVICES, readOptions } from '../../../../scripts/calibrate/options';
import type { Json } from '../../../../scripts/calibrate/question';
import { SPEC_FOLDER, run } from '../../../../scripts/calibrate/run';
import { shapeOf } from '../../../../scripts/calibrate/shape';
import { loadSpec, specText } from '../../../../scripts/calibrate/specPatch';
import { API_KEY, API_SECRET } from '../../../server';
import { SPEC_FILES, readYaml } from '../../../server/spec';
import { evidenceProblems } from '../../server/evidence';
import * as support from './support';
import { READER, TODAY, asked, calibrated, server, startServer, virtualClock } from './support';

const ROOT = path.resolve(__dirname, '../../../..');

startServer();

it('the plan is printed, and nothing is sent', async () => {
	const options = support.optionsOf();
	const said: string[] = [];
	const exitCode = await run(
		options,
		support.surroundings({
			say: (line) => said.push(line),
			secrets: () => Promise.reject(new Error('No secret is needed')),
			fetch: () => Promise.reject(new Error('Nothing may be sent')),
		}),
	);
	expect(exitCode).toBe(0);
	const text = said.join('\n');
	for (const { id, title } of options.questions) expect(text).toContain(`${id}: ${title}`);
	expect(text).toContain('PATCH /v2/client/update-user');
});

describe('a run', () => {
	it('sends no more than one request a second', async () => {
		const clock = virtualClock();
		const startedMs: number[] = [];
		const send = support.sentTo(server.baseUrl);
		await asked(['--only', 'rows,errors'], {
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
		const report = await asked(['--only', 'limit-headers'], { clock });
		expect(clock.waitedMs).toContain(7_000);
		expect(report.stopped).toBeUndefined();
	});

	it('asks nothing with a credential that is not taken', async () => {
		const secrets = () => Promise.resolve({ CONSCENT_API_KEY: 'no', CONSCENT_API_SECRET: 'no' });
		const report = await asked([], { secrets });
		expect(report.stopped).toBe('The credential is not taken (HTTP 401)');
		expect(report.exchanges).toHaveLength(1);
		expect(new Set(report.findings.map(({ verdict }) => verdict))).toEqual(new Set(['open']));
	});

	it('confirms nothing of responses that say nothing', async () => {
		server.control({ faults: [{ kind: 'text', text: 'OK' }] });
		const { findings } = await asked();
		const confirmed = findings.filter(({ verdict }) => verdict === 'confirmed');
		// A text has no header of a limit either, and a wrong parameter gets its status whatever the body.
		expect(confirmed.map(({ fact }) => fact.id)).toEqual([
			...['credential.refusal', 'errors.400', 'errors.404', 'limit-headers'],
			'pages.above-maximum',
		]);
	});
});

describe('the report', () => {
	it('holds nothing of anybody, and nothing secret', async () => {
		const { markdown, jsonText, said } = await calibrated([
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
			for (const told of [markdown, jsonText, said]) expect(told).not.toContain(text);
		}
		expect(jsonText).not.toContain(READER);
		// An issue of GitHub takes no more.
		expect(markdown.length).toBeLessThan(65_536);
	});

	it('tells a property that is not listed, one of another type, and a status', async () => {
		Object.assign(server.state.users.get(READER) ?? {}, { loyaltyPoints: 7, migrated: 'no' });
		server.control({ personality: { wrongCredentialStatus: 403 } });
		const { json, markdown } = await calibrated(['--only', 'unknown-key,credential']);
		const unlisted = '\'loyaltyPoints\' is not listed; it is "number"';
		expect(json.violations.map(({ check, place, text }) => [check, place, text])).toEqual([
			['status_code_conformance', '', 'HTTP 403 is not described'],
			['response_schema_conformance', 'userData', unlisted],
			['response_schema_conformance', 'userData.migrated', 'must be boolean; it is "text"'],
		]);
		expect(markdown).toContain(unlisted);
	});

	it('reduces values to shapes', () => {
		const list = [{ n: 1 }, { n: 2 }, { n: 'x' }];
		const others = { 'asha@example.com': true, none: null, day: '1990-05-31' };
		expect(shapeOf({ email: 'a@b.co', list, ...others })).toEqual({
			email: 'text: email',
			list: [{ n: 'number' }, { n: 'text' }],
			'‹name›': 'boolean',
			none: null,
			day: 'text: date',
		});
	});
});

describe('the patch', () => {
	it.each(SPEC_FILES)('leaves %s as it is written where nothing was found', async (file) => {
		const { text, document } = loadSpec(path.join(SPEC_FOLDER, file));
		expect(await specText(document)).toBe(text);
	});

	it('turns marks into observed, and values into what was seen', async () => {
		const root = mkdtempSync(path.join(support.TEST_RUN_FOLDER, 'spec-'));
		const specFolder = path.join(root, 'spec');
		cpSync(SPEC_FOLDER, specFolder, { recursive: true });
		const file = path.join(specFolder, 'conscent.openapi.yaml');
		const before = readFileSync(file, 'utf8');
		server.control({ personality: { addressWithoutId: 'replaces', emptyTexts: 'clear' } });
		const { json } = await calibrated(['--apply'], { specFolder });
		const after = readFileSync(file, 'utf8');
		const spec = readYaml(file) as Json;
		expect(evidenceProblems(spec)).toEqual([]);
		const list = nodeAt(spec, '/components/schemas/UserUpdate/properties/shippingAddress');
		expect(list).toMatchObject({
			'x-evidence': 'observed',
			'x-address-without-id': 'replaces',
			'x-address-without-id-evidence': 'observed',
			'x-address-without-id-observed': `${TODAY} sandbox; "adds" was assumed`,
		});
		expect(nodeAt(spec, '/servers/1')).toMatchObject({
			'x-evidence': 'observed',
			'x-observed': `${TODAY} sandbox`,
		});
		expect(nodeAt(spec, '/servers/0')['x-evidence']).toBe('inferred');
		// Nothing but whole lines of marks is changed or added.
		expect(after.split('\n').length - before.split('\n').length).toBeGreaterThan(20);
		writeFileSync(file, before);
		execFileSync('git', ['apply', '-'], { cwd: root, input: json.patch });
		expect(readFileSync(file, 'utf8')).toBe(after);
	});

	it('lists who believed otherwise', async () => {
		server.control({ personality: { addressWithoutId: 'replaces' } });
		const { markdown } = await calibrated(['--only', 'address-lists']);
		expect(markdown).toContain('- `nodes/Conscent/apiFacts.ts`');
		expect(markdown).toContain('+          x-address-without-id: replaces');
	});
});

describe('the facts of each service', () => {
	const facts = Object.values(SERVICES).flatMap(({ name, specFile, questions }) => {
		const spec = readYaml(specFile) as Json;
		return questions.flatMap((question) =>
			question.facts.map((fact) => ({ name: `${name} ${fact.id}`, spec, fact })),
		);
	});

	it.each(facts)('$name stands in the spec with its evidence', ({ spec, fact }) => {
		expect(findingOf('any', fact, undefined, spec, '').believed).not.toBeUndefined();
		expect(nodeAt(spec, fact.at)[evidenceKey(fact)]).toEqual(expect.any(String));
		const missing = fact.believedBy.filter((file) => !existsSync(path.join(ROOT, file)));
		expect(missing).toEqual([]);
	});

	it('have ids of their own', () => {
		const names = facts.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
	});
});

describe('the options', () => {
	const SANDBOX = '--environment sandbox';
	const CREATE = '--allow-create a@example.org';

	it.each([
		['--yes', /--environment is missing/],
		['--environment stage', /There is no stage/],
		['--environment production', /--confirm-production/],
		[`${SANDBOX} --base-url http://127.0.0.1:1/api`, /exclude each other/],
		[`--environment production --confirm-production ${CREATE}`, /Nobody is created there/],
		[`--base-url https://api.conscent.in/api ${CREATE}`, /Nobody is created there/],
		['--base-url http://127.0.0.1:1/api --apply', /proves nothing/],
		[`${SANDBOX} --allow-create nobody`, /takes an email address/],
		[`${SANDBOX} --only nothing`, /There is no question nothing/],
		[`${SANDBOX} --service other`, /There is no service other/],
		[`${SANDBOX} --max-requests 0`, /takes a number/],
		[`${SANDBOX} --yse`, /--yse/],
	])('refuse %s', (args, message) => {
		expect(() => readOptions(args.split(' '))).toThrow(message);
	});

	it.each([
		['', ['read']],
		[`--user ${READER}`, ['read', 'write']],
		['--probe-limit', ['read', 'limit']],
		[CREATE, ['read', 'create']],
	])('ask only what is allowed by "%s"', (args, kinds) => {
		const options = readOptions(`${SANDBOX} ${args}`.trim().split(' '));
		expect(new Set(options?.questions.map(({ kind }) => kind))).toEqual(new Set(kinds));
	});
});
