/** What an operation refuses before it sends anything, and responses in an unexpected form. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { resources } from '../../../../nodes/Conscent/resources';
import { firstSample, parametersFor, rehearse } from '../../../../scripts/docs/rehearse';
import type { Rehearsal, Responder } from '../../../../scripts/docs/rehearse';

async function play(
	name: string,
	values: IDataObject,
	respond: Responder = firstSample,
): Promise<Rehearsal> {
	const [wantedResource, wantedOperation] = name.split(': ');
	const resource = resources.find(({ value }) => value === wantedResource);
	const operation = resource?.operations.find(({ value }) => value === wantedOperation);
	if (!resource || !operation) throw new Error(`There is no operation ${name}`);
	const parameters = parametersFor(resource, operation, values as INodeParameters);
	return await rehearse(operation, parameters, respond);
}

const CONTENT = { contentId: 'story-1', title: 'Monsoon', url: 'https://news.example.com/1' };

const MIGRATION = {
	userPrimaryEmail: 'asha@example.com',
	purchaseDate: '2026-01-01',
	expiryDate: '2026-12-31',
	country: 'IN',
};

describe('is refused:', () => {
	it.each<[string, string, IDataObject, string]>([
		['a content without title', 'content: create', { ...CONTENT, title: '' }, "'Title' is empty"],
		[
			"an author's name without ID",
			'content: create',
			{ ...CONTENT, contentFields: { authorName: 'Asha Rao' } },
			"'Author Name' needs 'Author ID'",
		],
		[
			'a registration without first name',
			'user: register',
			{ email: 'asha@example.com' },
			"'First Name' is empty",
		],
		[
			'a migration to nobody',
			'subscription: migrate',
			{ ...MIGRATION, userPrimaryEmail: '' },
			"'Email' and 'Phone' are both empty",
		],
		[
			'a migrated plan that is neither digital nor physical',
			'subscription: migrate',
			{ ...MIGRATION, subscriptionTypes: [] },
			"'Plan Types' is empty",
		],
		[
			'a migrated price without its currency',
			'subscription: migrate',
			{ ...MIGRATION, migrationFields: { price: 0 } },
			"'Currency' is empty",
		],
		[
			'a migrated currency without a price',
			'subscription: migrate',
			{ ...MIGRATION, migrationFields: { currency: 'INR' } },
			"'Price' is empty",
		],
		[
			'a physical plan without address',
			'subscription: migrate',
			{ ...MIGRATION, subscriptionTypes: ['physical'] },
			"'Address' is needed for a physical plan",
		],
		[
			'a migration whose address has no line',
			'subscription: migrate',
			{
				...MIGRATION,
				subscriptionTypes: ['physical'],
				migrationFields: { userAddress: { value: { city: '' } } },
			},
			"'Address' is needed for a physical plan",
		],
		[
			'a country that does not exist',
			'subscription: migrate',
			{ ...MIGRATION, country: 'Atlantis' },
			"'Country' is not a country or a country code of two letters: 'Atlantis'",
		],
		[
			'a currency in small letters',
			'subscription: update',
			{ purchaseId: 'p-1', updateFields: { currency: 'inr' } },
			"'Currency' is not a currency code of three capital letters: 'inr'",
		],
		[
			'a purchase that is no ID',
			'subscription: update',
			{ purchaseId: '..', updateFields: { price: 1 } },
			"'Purchase ID' cannot be '..'",
		],
		[
			'an unknown type of purchases',
			'purchase: getMany',
			{ purchaseType: 'gifts' },
			"'Type' cannot be 'gifts'",
		],
		[
			'a coupon without name',
			'coupon: generate',
			{ couponName: ' ', clientId: 'c-1' },
			"'Coupon Name' is empty",
		],
		[
			'a subscription without plan',
			'subscription: add',
			{ userId: 'u-1', subscriptionId: { __rl: true, mode: 'list', value: '' } },
			"'Subscription Plan' is empty",
		],
		[
			'a filter of purchases whose expression finds nothing',
			'purchase: getMany',
			{ filters: { email: null } },
			"'Email' in Filters is empty",
		],
		[
			'a filter by a plan that was not chosen',
			'purchase: getMany',
			{ filters: { subscriptionId: { __rl: true, mode: 'list', value: '' } } },
			"'Subscription Plan' in Filters is empty",
		],
		[
			'a filter of passes that was added and left empty',
			'purchase: getMany',
			{ purchaseType: 'passes', filters: { userId: ' ' } },
			"'User ID' in Filters is empty",
		],
		[
			'a filter of transactions that is empty beside one that is not',
			'transaction: getMany',
			{ filters: { from: '2026-01-01', email: '' } },
			"'Email' in Filters is empty",
		],
		[
			'a filter of plans that is empty',
			'subscriptionPlan: getMany',
			{ filters: { from: null } },
			"'From' in Filters is empty",
		],
		[
			'a filter of daily statistics that is empty',
			'statistics: getDaily',
			{ filters: { to: '' } },
			"'To' in Filters is empty",
		],
		[
			"a filter of a content's statistics that is empty",
			'statistics: getForContent',
			{ contentId: 'story-1', filters: { from: '' } },
			"'From' in Filters is empty",
		],
		[
			'a filter of the purchases beside a profile that is empty',
			'user: getDetails',
			{ userId: 'u-1', clientId: 'c-1', details: 'purchases', filters: { from: null } },
			"'From' in Filters is empty",
		],
	])('%s', async (_name, operation, values, message) => {
		await expect(play(operation, values)).rejects.toThrow(message);
	});
});

describe('a create of which nothing is filled in', () => {
	it.each([
		'content: create',
		'content: createBundle',
		'dashboardUser: create',
		'subscription: migrate',
		'user: register',
	])('%s names what is empty, and speaks of no update', async (operation) => {
		await expect(play(operation, {})).rejects.toThrow(/ (?:is|are both) empty$/);
	});
});

describe('a reader named by email address', () => {
	it.each(['user: getDetails', 'user: createLoginToken'])(
		'reaches %s as it was written',
		async (name) => {
			const userId = { __rl: true, mode: 'email', value: ' Asha@Example.com ' };
			const { requests } = await play(name, { userId, clientId: 'c-1' });
			const { query, body } = requests[0]?.request ?? {};
			expect({ ...query, ...body }).toMatchObject({ email: 'Asha@Example.com' });
		},
	);
});

describe('a migration', () => {
	it('by phone is sent without email, and with the ID of the other system', async () => {
		const { requests } = await play('subscription: migrate', {
			...MIGRATION,
			userPrimaryEmail: '',
			userPrimaryPhone: '98679 79689',
			migrationFields: { internalSubscriptionId: 'plan-42' },
		});
		expect(requests.map(({ request }) => request.body)).toEqual([
			expect.objectContaining({
				userPrimaryPhone: '9867979689',
				subscriptionDetails: expect.objectContaining({ internalSubscriptionId: 'plan-42' }),
			}),
		]);
		expect(requests[0]?.request.body).not.toHaveProperty('userPrimaryEmail');
	});
});

it.each([
	[['Digital'], { physical: false, digital: true }],
	['Physical, digital', { physical: true, digital: true }],
])('a migration to the plan types %j has %j', async (subscriptionTypes, subscriptionType) => {
	const { requests } = await play('subscription: migrate', {
		...MIGRATION,
		subscriptionTypes,
		migrationFields: { userAddress: { value: { city: 'Pune' } } },
	});
	expect(requests[0]?.request.body).toMatchObject({ subscriptionDetails: { subscriptionType } });
});

it('a migration to a plan type that does not exist is not sent', async () => {
	const migration = { ...MIGRATION, subscriptionTypes: ['digital', 'print'] };
	await expect(play('subscription: migrate', migration)).rejects.toThrow(
		"'Plan Types' cannot be 'print'",
	);
});

it('a migration is sent with no more than what Conscent requires', async () => {
	const { requests } = await play('subscription: migrate', MIGRATION);
	expect(requests[0]?.request.body).toEqual({
		userPrimaryEmail: 'asha@example.com',
		purchaseDate: expect.stringMatching(/^202[56]-/) as unknown,
		expiryDate: expect.stringMatching(/^2026-/) as unknown,
		country: 'IN',
		subscriptionDetails: { subscriptionType: { physical: false, digital: true } },
	});
});

describe('a response in another form', () => {
	it('of the bundles is read as that of the contents', async () => {
		const respond = () => ({ content: [{ contentId: 'bundle-1' }] });
		const { items } = await play('content: getManyBundles', {}, respond);
		expect(items).toEqual([{ contentId: 'bundle-1' }]);
	});

	it('that is a plain list is read as one', async () => {
		const respond = () => [{ contentId: 'story-1' }];
		const { items } = await play('content: getMany', {}, respond);
		expect(items).toEqual([{ contentId: 'story-1' }]);
	});

	it.each([
		['content: get', { contentId: 'story-1' }, { message: 'text' }, { message: 'text' }],
		[
			'content: update',
			{ contentId: 'a', updateFields: { title: 'b' } },
			'Done',
			{ message: 'Done' },
		],
		['user: getDetails', { userId: 'u-1', clientId: 'c-1' }, 'nobody', { message: 'nobody' }],
	])('of %s', async (operation, values, body, expected) => {
		const { items } = await play(operation, values, () => body);
		expect(items).toEqual([expected]);
	});

	it('of user details has only the lists that are there', async () => {
		const respond = () => ({
			userdetails: { name: 'Asha' },
			passes: 'none',
			payPerUses: [{ _id: 'p' }],
		});
		const { items } = await play('user: getDetails', { userId: 'u-1', clientId: 'c-1' }, respond);
		expect(items).toEqual([{ name: 'Asha', payPerUses: [{ _id: 'p' }] }]);
	});
});

describe('a row of a look-up', () => {
	it('that names nobody is not taken for the user', async () => {
		const rows = [
			{ userEmail: 'asha@example.com', userId: null },
			{ userEmail: 7, userId: 'u-7' },
		];
		const find = async () =>
			await play(
				'user: find',
				{ userId: { __rl: true, mode: 'email', value: 'asha@example.com' } },
				(_request, call) =>
					call.operationId === 'getTransactions' ? { data: [] } : { purchases: rows },
			);
		await expect(find()).rejects.toThrow("does not tell the user's ID with it");
	});
});
