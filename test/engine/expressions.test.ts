/** What expressions can do to parameters: fail, find nothing, or give something else than the field takes. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { SAMPLE_DASHBOARD_USER_IDS, SAMPLE_USER_IDS } from '../server';
import { HarnessCredentials } from './harness/credentials';
import { API_KEY, ConscentBench } from './support/conscent';
import { expectItems, sentBody } from './support/expectations';
import { byId } from './support/cases/operationCase';

const bench = new ConscentBench();

function userUpdate(more: IDataObject): INodeParameters {
	return {
		resource: 'user',
		operation: 'update',
		userId: byId('={{ $json.id }}'),
		...more,
	} as INodeParameters;
}

function dashboardUserUpdate(more: IDataObject): INodeParameters {
	const [userId] = SAMPLE_DASHBOARD_USER_IDS;
	return {
		resource: 'dashboardUser',
		operation: 'update',
		userId: byId(userId),
		...more,
	} as INodeParameters;
}

describe('an expression that n8n cannot resolve', () => {
	const items = SAMPLE_USER_IDS.map((id, n) => ({ id, broken: n === 1 }));
	const updateFields = { name: "={{ $json.broken ? $('Nowhere').item.json.x : 'Asha' }}" };
	const parameters = userUpdate({ updateFields });

	test('fails its own item only', async () => {
		const run = await bench.run({ parameters, items, onError: 'continueErrorOutput' });

		const done = expect.objectContaining({ name: 'Asha' });
		expectItems(run.success, items, [
			{ from: 0, json: done },
			{ from: 2, json: done },
		]);
		const error = expect.stringMatching(/\[item 1\]$/);
		expectItems(run.failed, items, [{ from: 1, json: expect.objectContaining({ error }) }]);
		expect(bench.server.records).toHaveLength(2);
	});

	test('stops the run, and the error names the item', async () => {
		const run = await bench.run({ parameters, items });

		expect(run.error).toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringMatching(/\[item 1\]$/),
			context: { itemIndex: 1 },
		});
	});
});

describe('an expression in the credential', () => {
	const [id] = SAMPLE_USER_IDS;
	const parameters = userUpdate({ updateFields: { name: 'Asha' } });
	const run = async (apiKey: string, keys: Array<string | undefined>) => {
		const items = keys.map((key) => ({ id, ...(key === undefined ? {} : { key }) }));
		const onError = 'continueErrorOutput' as const;
		return await bench.run({ parameters, items, onError, credential: { apiKey } });
	};

	afterEach(() => jest.restoreAllMocks());

	test.each([
		['={{ $json.key }}', [API_KEY, API_KEY, 'other']],
		['={{ $json.key }}', [API_KEY, undefined]],
		[`={{ $json.key ?? '${API_KEY}' }}`, [undefined, 'other', undefined]],
		[`={{ $input.item.json.key || '${API_KEY}' }}`, ['', 'other', '']],
		[`={{ $itemIndex > 0 ? 'other' : '${API_KEY}' }}`, ['', '', '']],
		["={{ $('Source').item.json.key }}", [API_KEY, 'other']],
		["={{ $node['Source'].json.key }}", [API_KEY, 'other']],
	])('%s that gives different accounts sends nothing: %j', async (apiKey, keys) => {
		const { success, failed } = await run(apiKey, keys);

		expect(success).toEqual([]);
		expect(failed).toHaveLength(keys.length);
		const [first] = failed;
		expect(first?.json['error']).toMatch(/^An expression in the Conscent credential gives/);
		expect(bench.server.records).toEqual([]);
	});

	test.each([
		['={{ $json.key }}', [API_KEY, API_KEY]],
		['={{ $json.key }}', [API_KEY]],
		["={{ $('Source').first().json.key }}", [API_KEY, 'other']],
		[`={{ '${API_KEY}' }}`, ['', '']],
	])('%s that gives one account for all items is used: %j', async (apiKey, keys) => {
		const { success } = await run(apiKey, keys);

		expect(success).toHaveLength(keys.length);
	});

	test('is looked for with one read more, however many items there are', async () => {
		const read = jest.spyOn(HarnessCredentials.prototype, 'getDecrypted');
		await run(
			API_KEY,
			Array.from({ length: 50 }, () => undefined),
		);

		expect(read).toHaveBeenCalledTimes(2);
	});
});

describe('a filter whose expression finds nothing', () => {
	const mail = 'asha.rao@example.com';
	const items = [{ mail }, { note: 'no mail' }];

	test.each<INodeParameters>([
		{ resource: 'purchase', operation: 'getMany', filters: { email: '={{ $json.mail }}' } },
		{ resource: 'transaction', operation: 'getMany', filters: { email: '={{ $json.mail }}' } },
	])('fails the item instead of listing everybody: %j', async (parameters) => {
		const run = await bench.run({ parameters, items, onError: 'continueErrorOutput' });

		expect(run.success.length).toBeGreaterThan(0);
		expect(run.success.every(({ from }) => from === 0)).toBe(true);
		expect(run.failed.map(({ json }) => json['error'])).toEqual([
			"'Email' in Filters is empty [item 1]",
		]);
		for (const { query } of bench.server.records) expect(query).toMatchObject({ email: mail });
	});
});

describe('a dry run that an expression decides', () => {
	test('is no sending for real where the expression finds nothing', async () => {
		const items = SAMPLE_USER_IDS.map((id, n) => ({ id, ...(n === 1 ? {} : { isTest: n === 0 }) }));
		const parameters = userUpdate({
			updateFields: { name: 'Asha' },
		});
		const options = { dryRun: '={{ $json.isTest }}' };
		const run = await bench.run({ parameters, items, options, onError: 'continueErrorOutput' });

		expect(run.failed.map(({ json }) => json['error'])).toEqual([
			expect.stringMatching(/^'Dry Run' is empty/),
		]);
		expect(run.success.map(({ from }) => from)).toEqual([0, 2]);
		expect(bench.server.records).toHaveLength(1);
	});
});

describe('a value of the wrong kind', () => {
	const [id] = SAMPLE_USER_IDS;

	test.each([
		{
			name: 'Clear Fields that is no list',
			parameters: userUpdate({ clearFields: '={{ 5 }}' }),
			message: /'Clear Fields' must be a list of names/,
		},
		{
			name: 'a toggle that is no boolean',
			parameters: userUpdate({ updateFields: { enableOffers: '={{ "perhaps" }}' } }),
			message: /'Offers'/,
		},
		{
			name: 'no permission in the JSON',
			parameters: dashboardUserUpdate({ permissionsMode: 'json', permissionsJson: '{}' }),
			message: /'Permissions \(JSON\)' is empty/,
		},
		{
			name: 'a permission in another spelling',
			parameters: dashboardUserUpdate({
				permissionsMode: 'json',
				permissionsJson: '{ "checkout": true }',
			}),
			message: /permission that does not exist: 'checkout'/,
		},
		{
			name: 'a custom role without its name',
			parameters: dashboardUserUpdate({ updateFields: { role: 'custom' } }),
			message: /'Custom Role'/,
		},
		{
			name: 'an operation that this version does not have',
			parameters: userUpdate({ operation: 'merge' }),
			message: /no operation 'merge' for 'user'/,
		},
	])('$name is refused', async ({ parameters, message }) => {
		const run = await bench.run({ parameters, items: [{ id }], onError: 'continueErrorOutput' });

		expect(run.success).toEqual([]);
		expect(run.failed.map(({ json }) => json['error'])).toEqual([expect.stringMatching(message)]);
		expect(bench.server.records).toEqual([]);
	});

	test.each([
		{
			name: 'names to clear as text with commas',
			parameters: userUpdate({ clearFields: '={{ "phone, gender" }}' }),
			body: { phone: null, gender: null },
		},
		{
			name: 'booleans as texts and numbers',
			parameters: userUpdate({
				updateFields: {
					enableOffers: '={{ "FALSE" }}',
					enableNotifications: '={{ 1 }}',
					isEmailVerified: '={{ "true" }}',
					isPhoneVerified: '={{ 0 }}',
				},
			}),
			body: {
				enableOffers: false,
				enableNotifications: true,
				isEmailVerified: true,
				isPhoneVerified: false,
			},
		},
		{
			name: 'a password that is a number',
			parameters: dashboardUserUpdate({ updateFields: { password: '={{ 123456 }}' } }),
			body: { password: '123456' },
		},
		{
			name: 'additional fields beside the others',
			parameters: dashboardUserUpdate({
				updateFields: { email: 'a@b.example', additionalFields: '={{ ({ team: "news" }) }}' },
			}),
			body: { email: 'a@b.example', team: 'news' },
		},
	])('$name are understood', async ({ parameters, body }) => {
		const run = await bench.run({ parameters, items: [{ id }], onError: 'continueErrorOutput' });

		expect(run.failed).toEqual([]);
		expect(bench.server.records.map(sentBody)).toEqual([body]);
	});
});

describe('input that is not plain', () => {
	const [id] = SAMPLE_USER_IDS;

	test('the input items are left as they were', async () => {
		const items: IDataObject[] = [{ id, person: { name: 'Asha', tags: ['a'] } }, { id: '' }];
		const before = structuredClone(items);
		await bench.run({
			parameters: userUpdate({ updateFields: { additionalFields: '={{ $json.person }}' } }),
			items,
			onError: 'continueErrorOutput',
		});

		expect(items).toEqual(before);
	});

	test('a contact form with fields called message, error and details keeps its message', async () => {
		const items = [{ id: '', message: 'Please call me', topic: 'billing' }];
		const run = await bench.run({
			parameters: userUpdate({ updateFields: { name: 'Asha' } }),
			items,
			onError: 'continueErrorOutput',
		});

		expect(run.failed.map(({ json }) => json)).toEqual([
			{
				...items[0],
				error: expect.stringMatching(/'User' is empty/),
				details: expect.objectContaining({ itemIndex: 0 }),
			},
		]);
	});
});
