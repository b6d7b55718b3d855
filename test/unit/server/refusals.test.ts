import type { ConscentServer } from '../../server';
import { SAMPLE_USER_IDS, startConscentServer } from '../../server';
import { basic, patchUser, send } from './client';

const [ASHA] = SAMPLE_USER_IDS;

let server: ConscentServer;
beforeAll(async () => {
	server = await startConscentServer();
});
beforeEach(() => server.reset());
afterAll(() => server.close());

describe('a request without the right key and secret', () => {
	it.each([
		['no header', '', 'wrong'],
		['a wrong key', basic('other-key', 'test-secret'), 'wrong'],
		['a wrong secret', basic('test-key', 'test-secreT'), 'wrong'],
		['another scheme', 'Bearer test-key', 'wrong'],
	])('is refused: %s', async (_what, authorization, state) => {
		const { status, json } = await send(server, 'PATCH', `/v2/client/update-user?userId=${ASHA}`, {
			body: { name: 'X' },
			headers: { authorization },
		});
		expect([status, json]).toEqual([401, { statusCode: 401, message: 'Unauthorized' }]);
		expect(server.records[0]).toMatchObject({
			authorization: state,
			processed: false,
			status: 401,
		});
	});

	it('is told so before anything else is looked at', async () => {
		const response = await fetch(`${server.baseUrl}/v2/client/multi-user`, { method: 'POST' });
		expect(response.status).toBe(401);
		expect(server.records[0]?.authorization).toBe('missing');
	});
});

describe('a request that does not fit the API description', () => {
	it.each([
		[{ email: 'nobody' }, ['email must be an email']],
		[{ email: '' }, ['email must be an email']],
		[{ dateOfBirth: '1990-02-31' }, ['dateOfBirth must be a valid ISO 8601 date string']],
		[{ gender: 'female' }, ['gender must be one of the following values: MALE, FEMALE, OTHERS']],
		[{ countryCode: '91' }, ['countryCode must be a plus sign and digits, such as +91']],
		[{ isEmailVerified: 'true' }, ['isEmailVerified must be a boolean value']],
		[{ name: 4 }, ['name must be a string']],
		[{ address: 'Agra' }, ['address must be an object']],
		[{ address: { pincode: 282006 } }, ['address.pincode must be a string']],
		[{ billingAddress: {} }, ['billingAddress must be an array']],
		[{ billingAddress: [{ city: 1 }] }, ['billingAddress.0.city must be a string']],
		[[], ['the body must be an object']],
	])('%j gets the list of what is wrong', async (body, message) => {
		const { status, json } = await patchUser(server, ASHA, body);
		expect([status, json]).toEqual([400, { statusCode: 400, message, error: 'Bad Request' }]);
		expect(server.records[0]).toMatchObject({ specErrors: message, processed: false });
	});

	it('names everything that is wrong at once', async () => {
		const body = { email: 'x', permissions: { ignite: 1 } };
		const { json } = await send(server, 'POST', '/v2/client/multi-user', { body });
		expect(json?.['message']).toEqual([
			'password should not be empty',
			'email must be an email',
			'permissions.ignite must be a boolean value',
		]);
	});

	it.each([
		['no user id', '/v2/client/update-user', ['userId should not be empty']],
		['an empty user id', '/v2/client/update-user?userId=', ['userId should not be empty']],
		[
			'a parameter nobody knows',
			'/v2/client/update-user?userId=1&x=1',
			['property x should not exist'],
		],
	])('%s', async (_what, path, message) => {
		const { status, json } = await send(server, 'PATCH', path, { body: { name: 'A' } });
		expect([status, json?.['message']]).toEqual([400, message]);
	});

	it.each([
		['a number that is none', 'showRecords=many', ['showRecords must be an integer number']],
		['a number that is too small', 'pageNumber=0', ['pageNumber must not be less than 1']],
	])('%s', async (_what, query, message) => {
		const { status, json } = await send(server, 'GET', `/v2/client/subscription-plans?${query}`);
		expect([status, json?.['message']]).toEqual([400, message]);
	});

	it('broken JSON gets one text', async () => {
		const { status, json } = await patchUser(server, ASHA, '{"name":');
		expect([status, typeof json?.['message']]).toEqual([400, 'string']);
	});

	it('a body that does not say it is JSON is not read', async () => {
		const { status, json } = await send(server, 'PATCH', `/v2/client/update-user?userId=${ASHA}`, {
			body: { name: 'X' },
			headers: { 'content-type': 'text/plain' },
		});
		expect([status, json?.['message']]).toEqual([
			400,
			['the body must be JSON (application/json)'],
		]);
	});

	it.each([
		['an unknown path', 'GET', '/v2/client/nothing', 404],
		['an unknown method', 'DELETE', '/v2/client/multi-user', 404],
		['a path that cannot be decoded', 'PATCH', '/v2/client/multi-user/%zz', 400],
	])('%s', async (_what, method, path, status) => {
		const response = await send(server, method, path);
		expect([response.status, response.json?.['statusCode']]).toEqual([status, status]);
	});
});
