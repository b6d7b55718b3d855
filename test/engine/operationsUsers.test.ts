/** Users named by email address or phone number: found by exact match, once per value and run, or not at all. */
import type { IDataObject, INode, INodeParameters, OnError } from 'n8n-workflow';
import { SAMPLE_USER_IDS, userIdOf } from '../server';
import type { Purchase } from '../server';
import { ConscentBench } from './support/conscent';

const [ASHA, BEN, CHITRA] = SAMPLE_USER_IDS;
const USERS = 3;

// Each generated user has bought subscriptions.
const bench = new ConscentBench({ users: USERS, purchases: USERS });

function by(mode: string, value: string): IDataObject {
	return { __rl: true, mode, value };
}

interface Run {
	parameters: IDataObject;
	items?: IDataObject[];
	options?: IDataObject;
	onError?: OnError;
	settings?: Partial<INode>;
}

async function run({ parameters, items = [{ note: 'a' }], ...more }: Run) {
	return await bench.run({
		parameters: parameters as INodeParameters,
		items,
		onError: 'continueErrorOutput',
		...more,
	});
}

function operationsCalled(): Array<string | undefined> {
	return bench.server.records.map(({ operationId }) => operationId);
}

function give(purchase: Partial<Purchase>): void {
	const [sample] = bench.server.state.purchases;
	bench.server.state.purchases.push({ ...sample, ...purchase } as Purchase);
}

const FIND = { resource: 'user', operation: 'find' };
const UPDATE = { resource: 'user', operation: 'update', updateFields: { name: 'New Name' } };

const BY_EMAIL = [
	'getSubscriptionPurchases',
	'getTransactions',
	'getPasses',
	'getMicropayments',
] as const;
const BY_PHONE = [
	'getSubscriptionPurchases',
	'getSubscriptionPurchasesV1',
	'getPasses',
	'getMicropayments',
] as const;

/** Every listing is read. A short page may be followed by another, so one more is asked for where there are rows. */
function reads<Listing extends string>(
	listings: readonly Listing[],
	withRows: readonly Listing[],
): Listing[] {
	return listings.flatMap((listing) =>
		withRows.includes(listing) ? [listing, listing] : [listing],
	);
}

const OF_ASHA = reads(BY_EMAIL, [
	'getSubscriptionPurchases',
	'getTransactions',
	'getMicropayments',
]);
const OF_BEN = reads(BY_EMAIL, ['getTransactions', 'getPasses']);
const OF_ASHAS_PHONE = reads(BY_PHONE, [
	'getSubscriptionPurchases',
	'getSubscriptionPurchasesV1',
	'getMicropayments',
]);

describe('find', () => {
	it.each([
		['email', 'asha.rao@example.com', ASHA, 'purchases', OF_ASHA],
		['email', ' Asha.RAO@Example.com ', ASHA, 'purchases', [...OF_ASHA, ...OF_ASHA]],
		['email', 'ben.okafor@example.com', BEN, 'transactions', OF_BEN],
		['phone', '9867979689', ASHA, 'purchases', OF_ASHAS_PHONE],
		['phone', '98679-79689', ASHA, 'purchases', OF_ASHAS_PHONE],
	])('by %s "%s"', async (mode, value, userId, foundIn, calls) => {
		const { success, failed } = await run({ parameters: { ...FIND, userId: by(mode, value) } });

		expect(failed).toEqual([]);
		expect(success.map(({ json, from }) => [json['userId'], json['foundIn'], from])).toEqual([
			[userId, foundIn, 0],
		]);
		expect(operationsCalled()).toEqual(calls);
	});

	it('not by a number with country code where Conscent holds it without: it may be somebody else', async () => {
		bench.server.state.ignoresUserFilters = true;
		const { success, failed } = await run({
			parameters: { ...FIND, userId: by('phone', '+91 98679 79689') },
		});

		expect(success).toEqual([]);
		expect(failed[0]?.json['error']).toMatch(
			/^Conscent knows a number that may be the same as '\+919867979689'/,
		);
	});

	it('takes no stranger from an API that ignores the filter', async () => {
		bench.server.state.ignoresUserFilters = true;
		const { success, failed } = await run({
			parameters: { ...FIND, userId: by('email', 'rao@example.com') },
		});

		expect(success).toEqual([]);
		expect(failed[0]?.json['error']).toMatch(
			/^No user was found for 'rao@example\.com': Conscent gave records of \d+ purchases, but none of exactly this email address/,
		);
	});

	it('finds a reader where the API responds with 404 to the page after the last', async () => {
		const faults = BY_EMAIL.map((operationId) => ({
			kind: 'status' as const,
			status: 404,
			match: { operationId },
			skip: 1,
		}));
		bench.server.control({ faults });
		const { success } = await run({
			parameters: { ...FIND, userId: by('email', 'asha.rao@example.com') },
		});
		expect(success.map(({ json }) => json['userId'])).toEqual([ASHA]);
		expect(operationsCalled()).toEqual(OF_ASHA);
	});

	it('tells somebody who never bought anything from somebody who is not there', async () => {
		const { failed } = await run({ parameters: { ...FIND, userId: by('phone', '9000000003') } });

		expect(bench.server.state.users.get(CHITRA)?.phone).toBe('9000000003');
		expect(failed[0]?.json['error']).toBe(
			"No buyer found for '9000000003': not registered, or registered but never bought",
		);
		expect(operationsCalled()).toEqual(BY_PHONE);
	});

	it('tells a model in a sentence that somebody was skipped', async () => {
		const parameters = { ...FIND, userId: by('phone', '9000000003'), whenNotFound: 'skip' };
		const asTool = await run({
			parameters,
			settings: { type: 'n8n-nodes-conscent.conscentTool' },
		});
		expect(asTool.success.map(({ json }) => json)).toEqual([
			{
				skipped: true,
				message: expect.stringMatching(/^Nothing was done: no such record was found/),
			},
		]);
		expect((await run({ parameters })).success).toEqual([]);
	});

	it('does not choose between several', async () => {
		const twin = bench.server.state.users.get(userIdOf(0));
		if (!twin) throw new Error('There is no generated user');
		bench.server.state.users.set(twin.userId, { ...twin, email: 'ASHA.RAO@example.com' });
		give({ id: 'twin', userId: twin.userId });
		bench.server.state.ignoresUserFilters = true;
		const { success, failed } = await run({
			parameters: { ...FIND, userId: by('email', 'asha.rao@example.com'), whenNotFound: 'skip' },
		});

		expect(success).toEqual([]);
		expect(failed[0]?.json['error']).toBe(
			"Several users of Conscent have bought something as 'asha.rao@example.com', so it is not clear who is meant",
		);
	});

	it.each([
		['email', '={{ $json.none }}', /'User' is empty/],
		['email', 'asha', /'User' is not an email address/],
		['phone', '={{ $json.none }}', /'User' is empty/],
		['phone', 'asha', /'User' is not a phone number/],
	])('refuses by %s "%s" before anything is sent', async (mode, value, message) => {
		const { failed } = await run({ parameters: { ...FIND, userId: by(mode, value) } });

		expect(failed[0]?.json['error']).toMatch(message);
		expect(bench.server.records).toEqual([]);
	});
});

describe('an operation for a user', () => {
	it('looks each value up once per run', async () => {
		const { success } = await run({
			parameters: { ...UPDATE, userId: by('email', '={{ $json.mail }}') },
			items: ['asha.rao@example.com', 'asha.rao@example.com', ' asha.rao@example.com'].map(
				(mail) => ({
					mail,
				}),
			),
		});

		expect(success.map(({ json, from }) => [json['userId'], from])).toEqual([
			[ASHA, 0],
			[ASHA, 1],
			[ASHA, 2],
		]);
		expect(operationsCalled()).toEqual([...OF_ASHA, 'updateUser', 'updateUser', 'updateUser']);
	});

	it.each([
		[
			'subscription: cancel all',
			{ resource: 'subscription', operation: 'cancelAll' },
			'cancelSubscriptions',
		],
		[
			'subscription: add',
			{
				resource: 'subscription',
				operation: 'add',
				subscriptionId: by('id', '66052fa93d9bc90560386b94'),
			},
			'addSubscription',
		],
	])('%s takes an email address', async (_name, parameters, operationId) => {
		const { failed } = await run({
			parameters: { ...parameters, userId: by('email', 'reader1@example.com') },
		});

		expect(failed).toEqual([]);
		const request = bench.server.records.at(-1);
		expect(request?.operationId).toBe(operationId);
		expect(`${request?.url} ${request?.bodyText}`).toContain(userIdOf(1));
	});

	it('still takes an ID as workflows saved it', async () => {
		for (const userId of [ASHA, by('id', ASHA)]) {
			const { success } = await run({ parameters: { ...UPDATE, userId } });
			expect(success.map(({ json }) => json['userId'])).toEqual([ASHA]);
		}
		expect(operationsCalled()).toEqual(['updateUser', 'updateUser']);
	});

	it('is looked up in a dry run too, which then shows what it would send', async () => {
		const { success } = await run({
			parameters: { ...UPDATE, userId: by('email', 'asha.rao@example.com') },
			options: { dryRun: true },
		});

		expect(operationsCalled()).toEqual(OF_ASHA);
		expect(success[0]?.json).toMatchObject({ dryRun: true, query: { userId: ASHA } });
	});

	it('fails with the look-up where that fails', async () => {
		bench.server.control({ faults: [{ kind: 'status', status: 403 }] });
		const { failed } = await run({
			parameters: { ...UPDATE, userId: by('email', 'asha.rao@example.com') },
		});

		expect(failed[0]?.json['error']).toMatch(/does not allow this.* \(HTTP 403\)/);
		expect(operationsCalled()).toEqual(['getSubscriptionPurchases']);
	});

	it('does not look up for an item that fails anyway', async () => {
		const { failed } = await run({
			parameters: { ...UPDATE, updateFields: {}, userId: by('email', 'asha.rao@example.com') },
		});

		expect(failed[0]?.json['error']).toMatch(/Nothing to update/);
		expect(bench.server.records).toEqual([]);
	});
});

describe('when not found', () => {
	const parameters = { ...UPDATE, userId: by('email', '={{ $json.mail }}') };
	const items = ['asha.rao@example.com', 'new@example.com', 'reader0@example.com'].map((mail) => ({
		mail,
	}));

	it('the item fails', async () => {
		const { success, failed } = await run({ parameters, items });

		expect(success.map(({ from }) => from)).toEqual([0, 2]);
		expect(failed.map(({ json }) => json['error'])).toEqual([
			"No buyer found for 'new@example.com': not registered, or registered but never bought [item 1]",
		]);
	});

	it('the item is skipped, and counted in the hint', async () => {
		const { success, failed, hints } = await run({
			parameters: { ...parameters, whenNotFound: 'skip' },
			items,
		});

		expect(success.map(({ from }) => from)).toEqual([0, 2]);
		expect(failed).toEqual([]);
		expect(hints.map(({ message }) => message)).toEqual(['Of 3 items: 1 item skipped.']);
	});

	it('the user is registered with what the update would have set', async () => {
		const { success, failed } = await run({
			parameters: {
				...parameters,
				updateFields: { name: 'New Reader', enableOffers: false, countryCode: '+91' },
				clearFields: ['lastName', 'billingAddress'],
				whenNotFound: 'register',
			},
			items,
		});

		expect(failed).toEqual([]);
		expect(success.map(({ json }) => json['message'])).toEqual([
			undefined,
			'Account created successfully',
			undefined,
		]);
		const [registration] = bench.server.records.filter(
			({ operationId }) => operationId === 'registerUser',
		);
		expect(registration?.body).toEqual({
			email: 'new@example.com',
			firstName: 'New Reader',
			enableOffers: false,
			countryCode: '+91',
		});
		expect(registration?.specErrors).toEqual([]);
	});

	it('by phone the user is registered with the number', async () => {
		await run({
			parameters: {
				...UPDATE,
				userId: by('phone', '90000 00099'),
				updateFields: { firstName: 'New' },
				whenNotFound: 'register',
			},
		});

		expect(bench.server.records.at(-1)?.body).toEqual({ phone: '9000000099', firstName: 'New' });
	});

	it.each([
		[{ lastName: 'Rao' }, /cannot be registered without 'First Name' or 'Name'/],
		[
			{ name: 'A', address: { value: { city: 'Pune' } } },
			/'Address' cannot be set when a user is registered/,
		],
	])('%j is not enough to register', async (updateFields, message) => {
		const { failed } = await run({
			parameters: {
				...UPDATE,
				updateFields,
				userId: by('email', 'new@example.com'),
				whenNotFound: 'register',
			},
		});

		expect(failed[0]?.json['error']).toMatch(message);
		expect(operationsCalled()).not.toContain('registerUser');
	});

	describe('several items for the same unknown user', () => {
		const unknown = (emails: string[]) => ({
			parameters: {
				...UPDATE,
				userId: by('email', '={{ $json.email }}'),
				updateFields: { name: '={{ $json.name }}' },
				whenNotFound: 'register',
			},
			options: { concurrency: 10 },
			items: emails.map((email, n) => ({ email, name: `Name ${n}` })),
		});

		it('register them once, and update them from then on', async () => {
			const { success, failed } = await run(
				unknown(['new@example.com', 'NEW@example.com', 'other@example.com', 'new@example.com']),
			);

			expect(failed).toEqual([]);
			expect(success.map(({ from }) => from)).toEqual([0, 1, 2, 3]);
			const called = bench.server.records.filter(({ method }) => method !== 'GET');
			expect(
				called
					.filter(({ operationId }) => operationId === 'registerUser')
					.map(({ body }) => (body as IDataObject)['email'])
					.sort(),
			).toEqual(['new@example.com', 'other@example.com']);
			const updates = called.filter(({ operationId }) => operationId === 'updateUser');
			expect(updates.map(({ body }) => body)).toEqual([{ name: 'Name 1' }, { name: 'Name 3' }]);
			expect(new Set(updates.map(({ query }) => query['userId'])).size).toBe(1);
			const looked = bench.server.records.filter(
				({ query }) => query['email'] === 'new@example.com',
			);
			const once = ['getSubscriptionPurchases', 'getTransactions', 'getPasses', 'getMicropayments'];
			// Once more for the capitals, which might be another reader's; no more for the last item.
			expect(looked.map(({ operationId }) => operationId)).toEqual([...once, ...once]);
		});

		it('are not registered again where it is unclear whether the first was', async () => {
			bench.server.control({
				faults: [{ kind: 'cutAfter', match: { operationId: 'registerUser' } }],
			});
			const { failed } = await run(unknown(['new@example.com', 'new@example.com']));

			expect(failed.map(({ json }) => json['error'])).toEqual([
				expect.stringMatching(/may have been processed/),
				"It is not clear whether an earlier item registered 'new@example.com', so this item's fields were not sent [item 1]",
			]);
			expect(operationsCalled().filter((id) => id === 'registerUser')).toHaveLength(1);
		});

		it('try again where the first was surely not registered', async () => {
			bench.server.control({
				faults: [{ kind: 'status', status: 400, first: 1, match: { operationId: 'registerUser' } }],
			});
			const { success, failed } = await run(unknown(['new@example.com', 'new@example.com']));

			expect([failed.length, success.length]).toEqual([1, 1]);
			expect(operationsCalled().filter((id) => id === 'registerUser')).toHaveLength(2);
		});
	});

	it('who was registered with another address is known by that one, too', async () => {
		const { success, failed } = await run({
			parameters: {
				...UPDATE,
				userId: by('email', '={{ $json.email }}'),
				updateFields: { name: 'New', email: '={{ $json.newEmail }}' },
				whenNotFound: 'register',
			},
			options: { concurrency: 1 },
			items: [
				{ email: 'old@example.com', newEmail: 'new@example.com' },
				{ email: 'new@example.com', newEmail: 'new@example.com' },
			],
		});

		expect(failed).toEqual([]);
		expect(success).toHaveLength(2);
		const changes = operationsCalled().filter((id) => id === 'registerUser' || id === 'updateUser');
		expect(changes).toEqual(['registerUser', 'updateUser']);
	});

	it('a registration whose response is lost is not sent again', async () => {
		bench.server.control({
			faults: [{ kind: 'cutAfter', match: { operationId: 'registerUser' } }],
		});
		const { failed } = await run({
			parameters: {
				...UPDATE,
				userId: by('email', 'new@example.com'),
				whenNotFound: 'register',
			},
		});

		expect(failed[0]?.json['details']).toMatchObject({ attempts: 1, mayBeProcessed: true });
	});
});
