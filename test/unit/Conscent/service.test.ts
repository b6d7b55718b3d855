import * as fc from 'fast-check';
import { conscent } from '../../../nodes/Conscent/service';
import '../shared/support/patience';

const { readErrorBody, secrets } = conscent;
const hiddenStatus = conscent.hiddenStatus as (body: unknown) => number | undefined;

/** Responses of an API that has lost its mind. */
const garbage = fc.oneof(
	fc.jsonValue(),
	fc.anything(),
	fc.record(
		{ statusCode: fc.jsonValue(), message: fc.jsonValue(), error: fc.jsonValue() },
		{ requiredKeys: [] },
	),
	fc.record({ message: fc.array(fc.oneof(fc.string(), fc.jsonValue())) }),
);

describe('readErrorBody', () => {
	it.each([
		[
			{
				statusCode: 400,
				message: ['email must be an email', 'name should not be empty'],
				error: 'Bad Request',
			},
			{ text: 'email must be an email; name should not be empty', field: 'email' },
		],
		[
			{ statusCode: 404, message: 'User not found', error: 'Not Found' },
			{ text: 'User not found' },
		],
		[
			{ message: ['permissions.Checkout must be a boolean value'] },
			{ text: 'permissions.Checkout must be a boolean value', field: 'permissions.Checkout' },
		],
		[{ message: 'phone has to be unique' }, { text: 'phone has to be unique', field: 'phone' }],
		[{ error: 'Bad Request' }, { text: 'Bad Request' }],
		[{ message: null, error: 'Bad Request' }, { text: 'Bad Request' }],
		[{ message: [] }, {}],
		[
			{ message: [1, null, { a: 1 }, 'email must be an email'] },
			{ text: 'email must be an email', field: 'email' },
		],
		[{ message: { nested: true } }, {}],
		[{ error: { message: 'No such plan', code: 17 } }, { text: 'No such plan' }],
		[{ errors: ['one', 'two'] }, { text: 'one; two' }],
		[{ errors: [{ field: 'email', message: 'is taken' }] }, { text: 'is taken', field: 'email' }],
		[{ errors: { email: ['is taken'] } }, { text: 'email: is taken', field: 'email' }],
		[
			{ message: 'Invalid', details: [{ msg: 'too long', param: 'name' }] },
			{ text: 'Invalid; too long', field: 'name' },
		],
		[{ detail: 'Not yours' }, { text: 'Not yours' }],
		[{ error: 'invalid_client', error_description: 'Unknown key' }, { text: 'Unknown key' }],
		[[{ message: 'in a list' }], { text: 'in a list' }],
		[{ message: 7 }, {}],
		[{}, {}],
		['  Service Unavailable\n', { text: 'Service Unavailable' }],
		['', {}],
		[null, {}],
		[undefined, {}],
		[[], {}],
		[42, {}],
	])('reads %j', (body, expected) => {
		expect(readErrorBody(body)).toStrictEqual(expected);
	});

	it.each(['User is blocked', 'This has failed', 'Email should be verified first', 'A must'])(
		'does not take the first word of the sentence %j for a field',
		(message) => {
			expect(readErrorBody({ message })).toStrictEqual({ text: message });
		},
	);

	it('does not take a first word of more than 100 characters for a field', () => {
		const message = `${'x'.repeat(101)} must be a string`;
		expect(readErrorBody({ message })).toStrictEqual({ text: message });
	});

	it('gives plain text for whatever an API responds with', () => {
		fc.assert(
			fc.property(garbage, (body) => {
				const { text, field, ...rest } = readErrorBody(body);
				expect(rest).toEqual({});
				expect(typeof (text ?? '')).toBe('string');
				expect(typeof (field ?? '')).toBe('string');
			}),
			{ numRuns: 500 },
		);
	});

	it('does not follow a deep response to its end', () => {
		const deep: unknown = JSON.parse(`${'{"message":'.repeat(5000)}1${'}'.repeat(5000)}`);
		expect(readErrorBody(deep)).toEqual({});
	});
});

describe('hiddenStatus', () => {
	it.each([
		[{ statusCode: 400 }, 400],
		[{ statusCode: 503, message: 'no' }, 503],
		[{ statusCode: 300 }, 300],
		[{ statusCode: 599 }, 599],
		[{ statusCode: 200 }, undefined],
		[{ statusCode: 201 }, undefined],
		[{ statusCode: 0 }, undefined],
		[{ statusCode: '400' }, 400],
		[{ statusCode: '503' }, 503],
		[{ statusCode: '200' }, undefined],
		[{ statusCode: '4000' }, undefined],
		[{ statusCode: '400.0' }, undefined],
		[{ statusCode: [400] }, undefined],
		[{ statusCode: null }, undefined],
		[{ statusCode: { a: 1 } }, undefined],
		[{ userData: { statusCode: 400 } }, undefined],
		[{}, undefined],
		['statusCode', undefined],
		[null, undefined],
		[[{ statusCode: 400 }], undefined],
	])('of %j is %p', (body, expected) => {
		expect(hiddenStatus(body)).toBe(expected);
	});

	it('is a status of HTTP, or nothing, for whatever an API responds with', () => {
		const statusCode = fc.oneof(
			fc.integer(),
			fc.double(),
			fc.integer({ min: 250, max: 650 }),
			fc.jsonValue(),
		);
		fc.assert(
			fc.property(fc.oneof(garbage, fc.record({ statusCode })), (body) => {
				const status = hiddenStatus(body) ?? 300;
				expect(Number.isInteger(status) && status >= 300 && status <= 599).toBe(true);
			}),
			{ numRuns: 500 },
		);
	});
});

describe('the secrets', () => {
	it('are the key, the secret and what is sent of both', () => {
		expect(secrets({ apiKey: 'key', apiSecret: 'sec:ret' })).toEqual(
			expect.arrayContaining(['key', 'sec:ret', Buffer.from('key:sec:ret').toString('base64')]),
		);
	});

	it('are those that are sent, without what was copied with them', () => {
		expect(secrets({ apiKey: ' key', apiSecret: 'sec:ret\n' })).toContain(
			Buffer.from('key:sec:ret').toString('base64'),
		);
	});

	it("are the webhook's, too", () => {
		expect(secrets({ webhookSecret: 'of-webhook' })).toContain('of-webhook');
	});

	it('of an empty credential are no reason to fail', () => {
		expect(secrets({}).every((secret) => typeof secret === 'string')).toBe(true);
	});
});

describe('what it tells about itself', () => {
	it('names the API, its credential and what to do about a wrong one', () => {
		expect(conscent).toMatchObject({ name: 'Conscent', credentialType: 'conscentApi' });
		expect(conscent.advice.byStatus[401]).toMatch(/'API Key' and 'API Secret'/);
		expect(conscent.session).toBeUndefined();
	});
});
