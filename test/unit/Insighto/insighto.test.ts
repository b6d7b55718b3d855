import fc from 'fast-check';
import {
	DEFAULT_BASE_URL,
	assertInsightoAddress,
	baseUrlOf,
} from '../../../nodes/Insighto/environment';
import { ADMINISTRATION_FIELDS, parseUuid } from '../../../nodes/Insighto/fields/administration';
import { PROFILE_FIELDS } from '../../../nodes/Insighto/fields/profile';
import { readErrorBody } from '../../../nodes/Insighto/errorBody';
import { insighto } from '../../../nodes/Insighto/service';
import { keyOf } from '../../../nodes/shared/input/body';
import { moment } from '../../../nodes/shared/input/fields/bodyFields';
import { HANDLERS } from '../../server/insighto/handlers';
import { SPEC_FILE } from '../../server/insighto';
import { readSpec } from '../../server/spec';
import { evidenceProblems, operationsOf } from '../server/evidence';
import { expectRefusal, validationErrorOf } from '../shared/support/refusals';

type Json = Record<string, unknown>;

const spec = readSpec(SPEC_FILE) as unknown as Json;

describe('the API description', () => {
	it('says how sure it is of each point', () => {
		expect(evidenceProblems(spec)).toEqual([]);
	});

	it('has the operations that the test server serves', () => {
		const described = operationsOf(spec).map(({ operation }) => operation['operationId']);
		expect(described.sort()).toEqual(Object.keys(HANDLERS).sort());
	});

	it('names the fields that the node has, with their types', () => {
		const schemas = (spec['components'] as Json)['schemas'] as Record<string, Json>;
		const described = schemas['UserUpdate']?.['properties'] as Record<string, Json>;
		const kinds = (property: Json) =>
			property['format'] === 'date-time' ? 'dateTime' : property['type'];
		const fields = [...PROFILE_FIELDS, ...ADMINISTRATION_FIELDS];
		expect(Object.fromEntries(fields.map((field) => [keyOf(field), field.property.type]))).toEqual(
			Object.fromEntries(Object.entries(described).map(([key, value]) => [key, kinds(value)])),
		);
		expect(fields).toHaveLength(25);
	});
});

describe('readErrorBody', () => {
	it.each([
		[{ detail: 'User not found' }, { text: 'User not found' }],
		[{ message: 'No' }, { text: 'No' }],
		[' Bad Gateway\n', { text: 'Bad Gateway' }],
		[
			{
				detail: [
					{ loc: ['body', 'email'], msg: 'not an email', type: 'value_error' },
					{ loc: ['body', 'meta', 0], msg: 'bad', type: 'x' },
				],
			},
			{ text: 'email: not an email; meta.0: bad', field: 'email' },
		],
		[
			{ detail: [{ loc: ['path', 'user_id'], msg: 'bad' }] },
			{ text: 'user_id: bad', field: 'user_id' },
		],
		[{ detail: [{ loc: ['body'], msg: 'field required' }] }, { text: 'field required' }],
		[
			{ detail: [{ loc: ['token'], msg: 'bad' }, 'more'] },
			{ text: 'token: bad; more', field: 'token' },
		],
		[{ detail: [{ loc: ['body', 'a b'], msg: 'bad' }] }, { text: 'a b: bad' }],
		[{ detail: [{ loc: ['x'.repeat(101)], msg: 'bad' }] }, { text: `${'x'.repeat(101)}: bad` }],
		[
			{ detail: [{ loc: ['body', null, 'email', {}], msg: 'bad' }] },
			{ text: 'email: bad', field: 'email' },
		],
		[{ detail: [{ loc: 'body' }, { loc: ['body', 'email'] }, null, 7] }, {}],
		[{}, {}],
		[undefined, {}],
		['', {}],
	])('reads %j', (body, problem) => {
		expect(readErrorBody(body)).toEqual(problem);
	});

	it('reads anything', () => {
		const errors = fc.record({ loc: fc.anything(), msg: fc.anything() });
		const body = fc.oneof(fc.anything(), fc.record({ detail: fc.array(errors) }));
		fc.assert(
			fc.property(body, (anything) => {
				expect(typeof (readErrorBody(anything).text ?? '')).toBe('string');
			}),
		);
	});
});

test('a moment is sent in UTC, whatever its time zone', () => {
	const { parse } = moment('Next Credits Refresh', 'next_credits_refresh', '');
	const sent = (text: string) => parse(text, 'Field', 'Asia/Kolkata');
	expect(sent('2026-05-31 09:30:00+0530')).toBe('2026-05-31T04:00:00.000Z');
	expect(sent('2026-05-31T09:30:00')).toBe('2026-05-31T04:00:00.000Z');
});

describe('parseUuid', () => {
	it('takes every UUID, and nothing that is not one', () => {
		fc.assert(fc.property(fc.uuid(), (id) => expect(parseUuid(` ${id} `, 'Field')).toBe(id)));
		expect(validationErrorOf(() => parseUuid('free plan', 'Field'))).toMatchObject({
			message: "'Field' is not an ID of Insighto",
			hint: 'It must be a UUID, such as 7c9e6679-7425-40de-944b-e07fc1f90ae7.',
		});
	});
});

describe('the address', () => {
	it.each([
		['', DEFAULT_BASE_URL],
		[undefined, DEFAULT_BASE_URL],
		['https://api.insighto.ai/api/v1/', DEFAULT_BASE_URL],
		[' https://proxy.example/insighto ', 'https://proxy.example/insighto'],
	])('%j is %s', (baseUrl, address) => {
		expect(baseUrlOf(baseUrl === undefined ? {} : { baseUrl })).toBe(address);
	});

	it.each(['http://api.insighto.ai', 'api.insighto.ai', 'ftp://x.example'])(
		'cannot be %s',
		(baseUrl) => {
			for (const refused of [
				() => baseUrlOf({ baseUrl }),
				() => assertInsightoAddress(`${baseUrl}/api/v1/user`),
			]) {
				expectRefusal(refused, 'Base URL');
			}
		},
	);
});

describe('the secrets', () => {
	it('are the key in each form in which a URL may hold it', () => {
		fc.assert(
			fc.property(
				fc.string({ minLength: 1 }).filter((text) => text.isWellFormed()),
				(apiKey) => {
					const secrets = insighto.secrets({ apiKey });
					expect(secrets).toContain(apiKey);
					expect(secrets).toContain(encodeURIComponent(apiKey));
					const url = new URL('https://x.example');
					url.searchParams.set('api_key', apiKey);
					expect(secrets).toContain(url.search.slice('?api_key='.length));
				},
			),
		);
	});

	it('are none where there is no key', () => {
		expect(insighto.secrets({})).toEqual(['', '', '']);
	});
});
