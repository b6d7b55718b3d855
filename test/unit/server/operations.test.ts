/** Every operation of the API description: its documented request gets a response that the description allows. */
import type { ConscentServer } from '../../server';
import {
	CLIENT_ID,
	SAMPLE_CONTENT_IDS,
	SAMPLE_DASHBOARD_USER_IDS,
	SAMPLE_PURCHASE_IDS,
	SAMPLE_USER_IDS,
	readSpec,
	startConscentServer,
} from '../../server';
import { conscentApi } from '../../server/app';
import { send } from './client';
import type { Received } from './client';
import { operationsOf } from './evidence';

type Json = Record<string, unknown>;

const [CONTENT] = SAMPLE_CONTENT_IDS;

/** What stands in a path or a query where the description has no value that the fresh server knows. */
const QUERIES: Readonly<Record<string, string>> = {
	updateUser: `?userId=${SAMPLE_USER_IDS[0]}`,
	getUserAndSubscriptions: `?clientId=${CLIENT_ID}&userId=${SAMPLE_USER_IDS[0]}`,
	getUserAndPurchases: `?clientId=${CLIENT_ID}&email=asha.rao@example.com`,
};
const IDS: Readonly<Record<string, string>> = {
	updateDashboardUser: SAMPLE_DASHBOARD_USER_IDS[0],
	updateSubscription: SAMPLE_PURCHASE_IDS[0],
	cancelSubscriptions: SAMPLE_USER_IDS[0],
	updateContent: CONTENT,
	getContent: CONTENT,
	getContentStatistics: CONTENT,
	updateBundle: CONTENT,
};

const operations = operationsOf(readSpec() as unknown as Json).map(
	({ method, path, operation }) => ({
		method: method.toUpperCase(),
		path,
		operationId: String(operation['operationId']),
		operation,
	}),
);

/** The bodies that the description gives as examples; one undefined where there is no body. */
function exampleBodies({ requestBody }: Json): unknown[] {
	if (requestBody === undefined) return [undefined];
	const { content } = requestBody as {
		content: Record<string, { examples: Record<string, { value: unknown }> }>;
	};
	return Object.values(content['application/json']?.examples ?? {}).map(({ value }) => value);
}

const calls = operations.flatMap(({ operation, ...call }) =>
	exampleBodies(operation).map((body, example) => ({ ...call, body, example })),
);

let server: ConscentServer;
beforeAll(async () => {
	server = await startConscentServer();
});
beforeEach(() => {
	server.reset();
	server.state.bundles.set(CONTENT, {
		contentId: CONTENT,
		title: 'A bundle',
		url: 'https://publisher.example/b',
	});
});
afterAll(() => server.close());

async function call({
	method,
	path,
	operationId,
	body,
}: (typeof calls)[number]): Promise<Received> {
	const filled = path.replace(/\{\w+\}/, IDS[operationId] ?? '') + (QUERIES[operationId] ?? '');
	return await send(server, method, filled, { body });
}

/** The registration's sample is a user whom the fresh server knows already. */
function makeRoom(operationId: string): void {
	if (operationId === 'registerUser') server.state.users.delete(SAMPLE_USER_IDS[0]);
}

describe.each(calls)('$operationId, example $example', (sample) => {
	it('gets a response that the description allows', async () => {
		makeRoom(sample.operationId);
		const { status, json } = await call(sample);
		expect(server.records[0]).toMatchObject({
			operationId: sample.operationId,
			specErrors: [],
			processed: true,
		});
		expect([200, 201]).toContain(status);
		const api = await conscentApi();
		expect(api.validateResponse(json, sample.operationId, status).errors).toBeNull();
	});
});

describe('errors', () => {
	it.each(operations.filter(({ operation }) => !('security' in operation)))(
		'$operationId needs the right key',
		async ({ method, path, operationId }) => {
			const { status, json } = await send(server, method, path, {
				headers: { authorization: 'Basic eDp5' },
			});
			expect(status).toBe(401);
			expect((await conscentApi()).validateResponse(json, operationId, 401).errors).toBeNull();
		},
	);

	it.each([
		['PATCH', '/v2/client/update-subscription/nobody', { price: 1 }],
		['POST', '/v2/client/add-subscription', { userId: 'nobody', subscriptionId: 'none' }],
		['POST', '/v2/client/add-subscription', { userId: SAMPLE_USER_IDS[0], subscriptionId: 'none' }],
		['POST', '/v1/client/cancel-subscriptions/nobody', undefined],
		['POST', '/v1/client/generate-temp-token', { email: 'nobody@example.com' }],
		[
			'POST',
			'/v1/subscription/discount-coupon-template/generate-user-coupon',
			{ couponName: 'A', clientId: 'x', quantity: 1 },
		],
		['PATCH', '/v1/content/none', { price: 1 }],
		['GET', '/v1/content/client/none', undefined],
		['GET', '/v1/client/stats/content/none', undefined],
		[
			'GET',
			`/v1/user/user-and-purchase-details?clientId=${CLIENT_ID}&email=nobody@example.com`,
			undefined,
		],
		[
			'GET',
			`/v1/user/user-and-subscription-details?clientId=other&userId=${SAMPLE_USER_IDS[0]}`,
			undefined,
		],
	])('%s %s knows only what exists', async (method, path, body) => {
		const { status, json } = await send(server, method, path, { body });
		expect([status, json?.['statusCode']]).toEqual([404, 404]);
	});

	it.each([
		[
			'/v2/client/register-user',
			{ firstName: 'A' },
			['the body must be one with an email or a phone'],
		],
		['/v2/client/register-user', { email: 'a@b.example' }, ['firstName should not be empty']],
		['/v1/client/generate-temp-token', {}, ['the body must be one with an email or a phoneNumber']],
		[
			'/v1/subscription/discount-coupon-template/generate-user-coupon',
			{ couponName: 'A', clientId: CLIENT_ID, quantity: 1, couponCodes: ['X'] },
			['the body must be one with either quantity or couponCodes'],
		],
	])('POST %s with %j is told what is missing', async (path, body, message) => {
		const { status, json } = await send(server, 'POST', path, { body });
		expect([status, json?.['message']]).toEqual([400, message]);
	});

	it.each([
		['/v2/client/register-user', { firstName: 'A', email: 'ASHA.RAO@example.com' }],
		['/v1/content', { contentId: CONTENT, title: 'A', url: 'https://publisher.example' }],
	])('POST %s refuses what is taken', async (path, body) => {
		expect((await send(server, 'POST', path, { body })).status).toBe(409);
	});

	it.each([
		['/v1/content/client?pageSize=500', ['pageSize must not be greater than 499']],
		[
			'/v2/client/purchases/subscriptions?pageSize=2001',
			['pageSize must not be greater than 2000'],
		],
		[
			'/v2/client/purchases/subscriptions?status=active',
			[
				'status must be one of the following values: ACTIVE, INACTIVE, CHURNED, REVOKED, REFUND_INITIATED, DELETED',
			],
		],
		[
			'/v2/client/get-all-transactions?from=yesterday',
			['from must be a valid ISO 8601 date string'],
		],
		[
			`/v1/user/user-and-subscription-details?clientId=${CLIENT_ID}`,
			['userId, email or phoneNumber should not be empty'],
		],
	])('GET %s is told the bounds', async (path, message) => {
		const { status, json } = await send(server, 'GET', path);
		expect([status, json?.['message']]).toEqual([400, message]);
	});
});
