/** What each operation sends for what it is given, in which order its items go, and what comes out. */
import type { IDataObject } from 'n8n-workflow';
import { addressesOf, getMany } from '../../../nodes/CommerceEngine/resources/address/getMany';
import { create } from '../../../nodes/CommerceEngine/resources/address/create';
import { deleteAddress } from '../../../nodes/CommerceEngine/resources/address/delete';
import { update as updateAddress } from '../../../nodes/CommerceEngine/resources/address/update';
import { deactivate } from '../../../nodes/CommerceEngine/resources/user/deactivate';
import { get } from '../../../nodes/CommerceEngine/resources/user/get';
import { update as updateUser } from '../../../nodes/CommerceEngine/resources/user/update';
import type { ApiRequest, Operation } from '../../../nodes/shared/operation';
import { EXCLUSIVE } from '../../../nodes/shared/operation';
import { play } from '../shared/support/play';
import { thrownBy } from '../shared/support/refusals';

const ADDRESS_TO_SEND = {
	first_name: 'Asha',
	last_name: null,
	country_code: '+91',
	phone: '9867979689',
	email: 'asha@shop.example',
	address_line1: '20/41 Rambagh',
	address_line2: null,
	landmark: null,
	city: 'Agra',
	state: 'UP',
	pincode: '282006',
	country: 'India',
	tax_identification_number: null,
	business_name: null,
	nickname: 'Home',
};
const ADDRESS = {
	...ADDRESS_TO_SEND,
	id: 'A1',
	is_phone_verified: true,
	is_email_verified: false,
};
const SIMPLE_ADDRESS = {
	id: 'A1',
	nickname: 'Home',
	first_name: 'Asha',
	last_name: null,
	phone: '9867979689',
	address_line1: '20/41 Rambagh',
	city: 'Agra',
	state: 'UP',
	pincode: '282006',
	country: 'India',
};

const BUSINESS = { name: 'Rao Prints', type: 'llp', metadata: { since: '2019' } };

/** The keys that an update of a user sends. */
const USER_TO_SEND = {
	first_name: 'Asha',
	last_name: 'Rao',
	email: 'asha@shop.example',
	phone: null,
	country_code: '+91',
	login_methods: ['email'],
	notification_preferences: { newsletter: { email: true, sms: false } },
	business: { ...BUSINESS, registered_address: ADDRESS_TO_SEND },
};
const USER = {
	...USER_TO_SEND,
	id: 'U1',
	customer_id: 'C1',
	customer_group: { id: 'G1' },
	business: { ...BUSINESS, registered_address: ADDRESS },
	is_email_verified: true,
	is_phone_verified: false,
	created_at: '2026-05-08T09:09:08Z',
	modified_at: '2026-05-09T09:09:08Z',
};
const SIMPLE_USER = {
	id: 'U1',
	customer_id: 'C1',
	first_name: 'Asha',
	last_name: 'Rao',
	email: 'asha@shop.example',
	is_email_verified: true,
	country_code: '+91',
	phone: null,
	is_phone_verified: false,
	modified_at: '2026-05-09T09:09:08Z',
};

const holding = (content: IDataObject) => ({ message: 'Done', success: true, content });
const USER_BODY = holding({ user: USER });
const ADDRESS_BODY = holding({ address: ADDRESS });
const DONE = { message: 'Done', success: true };

const by = (value: string) => ({ mode: 'id', value });

const readUser = (id: string) => ({ method: 'GET', path: `/auth/user/${id}`, idempotent: true });
/** Asked for once, whatever number of items need it. */
const WHO_IS_SIGNED_IN = {
	...readUser('signed-in-user'),
	lookup: true,
	shareKey: 'signedInUser',
};

const CHANGED_ADDRESS = { updateFields: { city: 'Pune' }, clearFields: ['nickname'] };
const NEW_ADDRESS = {
	first_name: 'Asha',
	country_code: '+91',
	phone: '9867979689',
	email: 'asha@shop.example',
	address_line1: '20/41 Rambagh',
	city: 'Agra',
	state: 'UP',
	pincode: '282006',
	country: 'IN',
	additionalFields: { nickname: 'Home', is_default_billing: false },
};

interface Case {
	readonly operation: Operation;
	readonly parameters: object;
	/** The path of its last request, about the user or the customer with this ID. */
	path(id: string): string;
	readonly last: object;
	/** What it reads of the same place before. */
	readonly reads?: Array<Partial<ApiRequest>>;
	readonly bodies: unknown[];
	readonly item: object;
}

const READ_BEFORE = { method: 'GET', idempotent: true, lookup: true } as const;

const OF_A_USER: Case[] = [
	{
		operation: deactivate,
		parameters: {},
		path: (id) => `/auth/user/${id}/deactivate`,
		last: { method: 'PUT', idempotent: true },
		bodies: [DONE],
		item: DONE,
	},
];

const OF_A_CUSTOMER: Case[] = [
	{
		operation: create,
		parameters: NEW_ADDRESS,
		path: (id) => `/customers/${id}/addresses`,
		last: {
			method: 'POST',
			body: { ...ADDRESS_TO_SEND, is_default_billing: false },
			idempotent: false,
		},
		bodies: [ADDRESS_BODY],
		item: SIMPLE_ADDRESS,
	},
	{
		operation: updateAddress,
		parameters: { addressId: by('A1'), ...CHANGED_ADDRESS },
		path: (id) => `/customers/${id}/addresses/A1`,
		reads: [READ_BEFORE],
		last: {
			method: 'PUT',
			body: { ...ADDRESS_TO_SEND, city: 'Pune', nickname: null },
			idempotent: true,
		},
		bodies: [ADDRESS_BODY, ADDRESS_BODY],
		item: SIMPLE_ADDRESS,
	},
	{
		operation: deleteAddress,
		parameters: { addressId: by('A1') },
		path: (id) => `/customers/${id}/addresses/A1`,
		last: { method: 'DELETE', idempotent: true },
		bodies: [''],
		item: { deleted: true },
	},
];

describe.each([
	{ idField: 'userId', ownId: 'U1', cases: OF_A_USER },
	{ idField: 'customerId', ownId: 'C1', cases: OF_A_CUSTOMER },
])('with $idField', ({ idField, ownId, cases }) => {
	it.each(cases)('$operation.action', ({ operation, parameters, path, reads = [], ...each }) => {
		const played = (id: string, bodies: unknown[]) =>
			play(operation, { ...parameters, simplify: true, [idField]: by(id) }, bodies);
		const requests = (id: string) =>
			[...reads, each.last].map((request) => ({ ...request, path: path(id) }));

		expect(played(' other/1 ', each.bodies)).toStrictEqual({
			requests: requests('other%2F1'),
			items: [each.item],
			orderKey: 'other/1',
		});
		expect(played('', [USER_BODY, ...each.bodies])).toStrictEqual({
			requests: [WHO_IS_SIGNED_IN, ...requests(ownId)],
			items: [each.item],
			orderKey: EXCLUSIVE,
		});
	});
});

describe('a user', () => {
	it.each([
		['', 'signed-in-user'],
		['U2', 'U2'],
	])('is read by the ID %j', (id, place) => {
		expect(play(get, { userId: by(id), simplify: true }, [USER_BODY])).toEqual({
			requests: [readUser(place)],
			items: [SIMPLE_USER],
			orderKey: undefined,
		});
	});

	it.each([
		[false, USER_BODY],
		[true, DONE],
		[true, holding({ address: ADDRESS })],
	])('comes out as the whole response where Simplify is %j and it is %j', (simplify, body) => {
		expect(play(get, { userId: by('U2'), simplify }, [body]).items).toEqual([body]);
	});
});

describe("an update of a user's", () => {
	const played = (parameters: object, bodies: unknown[] = [USER_BODY, USER_BODY]) =>
		play(updateUser, { userId: by(''), simplify: true, ...parameters }, bodies);

	it.each([
		['', 'signed-in-user', 'U1', EXCLUSIVE],
		['U2', 'U2', 'U2', 'U2'],
	])('fields, of the ID %j, sends the rest as it was read', (id, readAt, sentTo, orderKey) => {
		const updateFields = { first_name: 'Usha', customer_group_id: 'G2' };
		expect(played({ userId: by(id), updateFields })).toEqual({
			requests: [
				{ ...readUser(readAt), lookup: true },
				{
					method: 'PUT',
					path: `/auth/user/${sentTo}`,
					body: { ...USER_TO_SEND, ...updateFields },
					idempotent: true,
				},
			],
			items: [SIMPLE_USER],
			orderKey,
		});
	});

	const withBusiness = (change: object) => ({
		business: { ...USER_TO_SEND.business, ...change },
	});

	it.each<[string, object, object]>([
		['login methods', { login_methods: 'email, phone' }, { login_methods: ['email', 'phone'] }],
		[
			'preferences alone',
			{
				notificationPreferences: {
					value: {
						newsletter_email: 'unchanged',
						newsletter_sms: true,
						promotional_email: 'off',
					},
				},
			},
			{
				notification_preferences: {
					newsletter: { email: true, sms: true },
					promotional: { email: false },
				},
			},
		],
		['business alone', { business: { value: { type: 'trust' } } }, withBusiness({ type: 'trust' })],
		[
			"business's address alone",
			{ businessAddress: { value: { city: 'Pune' } } },
			withBusiness({ registered_address: { ...ADDRESS_TO_SEND, city: 'Pune' } }),
		],
		[
			"business's further facts alone",
			{ businessMetadata: { values: [{ key: 'segment' }, { key: 'size', value: 7 }] } },
			withBusiness({ metadata: { since: '2019', segment: '', size: '7' } }),
		],
		[
			'name and business at once',
			{ first_name: 'Usha', business: { value: { name: 'Usha Prints' } } },
			{ first_name: 'Usha', ...withBusiness({ name: 'Usha Prints' }) },
		],
	])('%s changes nothing else', (_what, updateFields, changes) => {
		const { requests } = played({ updateFields });
		expect(requests[1]?.body).toEqual({ ...USER_TO_SEND, ...changes });
	});

	it('business can be taken away, beside other changes', () => {
		const preferences = { value: { newsletter_sms: 'on' } };
		const { requests } = played({
			updateFields: { notificationPreferences: preferences },
			clearFields: ['business'],
		});
		expect(requests[1]?.body).toEqual({
			...USER_TO_SEND,
			notification_preferences: { newsletter: { email: true, sms: true } },
			business: null,
		});
	});

	it('address begins in India, and without what may be missing', () => {
		const registered_address = { city: 'Pune', country: 'India' };
		const stored = holding({ user: { ...USER, business: BUSINESS } });
		const { requests } = played(
			{ updateFields: { businessAddress: { value: { city: 'Pune', landmark: 'Well' } } } },
			[stored, USER_BODY],
		);
		expect(requests[1]?.body?.['business']).toEqual({
			...BUSINESS,
			registered_address: {
				...registered_address,
				address_line2: null,
				business_name: null,
				landmark: 'Well',
				last_name: null,
				nickname: null,
				tax_identification_number: null,
			},
		});
	});

	it.each([
		[
			'nothing',
			{ updateFields: { business: { value: {} } } },
			"Nothing to update: no field of 'Update Fields' has a value",
			"Add a field to 'Update Fields', or check that the expressions in it find values for this item.",
		],
		[
			'a business that is cleared, too',
			{ updateFields: { business: { value: { name: 'X' } } }, clearFields: ['business'] },
			"'Business' is changed and cleared",
			"Take it out of 'Clear Fields', or out of 'Update Fields'.",
		],
		[
			'a business as a whole',
			{ updateFields: { business: 'all of it' } },
			"'Business' cannot be set as a whole",
			'Fill in its lines, each with an expression of its own.',
		],
		[
			'a fact whose name is none',
			{ updateFields: { businessMetadata: { values: [{ key: {}, value: 1 }] } } },
			"'Business Metadata: Key' must be text, but it holds an object",
			'Check the expression: it probably points at a whole object instead of one of its fields.',
		],
		[
			'preferences as a whole',
			{ updateFields: { notificationPreferences: 'all' } },
			"'Notification Preferences' cannot be set as a whole",
			'Choose each of them, or use an expression in each.',
		],
		[
			'login methods that are no list',
			{ updateFields: { login_methods: 7 } },
			"'Login Methods' must be a list",
			'Choose from the list, or use an expression that gives a list of texts.',
		],
	])('%s is refused before anything is read', (_what, parameters, message, hint) => {
		expect(thrownBy(() => played(parameters, []))).toMatchObject({ message, hint });
	});

	const without = (key: string) => holding({ user: { ...USER, [key]: undefined } });
	const FORM_HINT =
		'The API responds in an unexpected form. Check the address in the credential, then the API itself.';

	it.each([
		[
			'a key that would be erased',
			without('phone'),
			"Commerce Engine's response does not tell the user's 'phone', so nothing was changed",
			"The whole user is sent, and what is missing would be erased. Give it in 'Update Fields', or name it in 'Clear Fields'.",
		],
		[
			'the ID',
			without('id'),
			"Commerce Engine's response does not name the user's 'id'",
			'Give the ID in the node instead of leaving it empty.',
		],
		[
			'the type of the business',
			holding({ user: { ...USER, business: null } }),
			'A new business needs a name and a type',
			"Give both in 'Business'.",
		],
		['the user', DONE, "Commerce Engine's response holds no user", FORM_HINT],
		[
			'a user as it is',
			holding({ user: 'U1' }),
			"Commerce Engine's response holds no user",
			FORM_HINT,
		],
	])('business sends nothing where what was read lacks %s', (_what, body, message, hint) => {
		const parameters = { updateFields: { business: { value: { name: 'X' } } } };
		expect(thrownBy(() => played(parameters, [body, USER_BODY]))).toMatchObject({ message, hint });
	});
});

it("an update of an address sends nothing where the address cannot be read, as the customer's", () => {
	const parameters = { customerId: by('C1'), addressId: by('A1'), ...CHANGED_ADDRESS };
	expect(thrownBy(() => play(updateAddress, parameters, [USER_BODY]))).toMatchObject({
		message: "Commerce Engine's response holds no address",
	});
});

describe('the addresses of a customer', () => {
	const pageOf = (ids: string[], pagination?: IDataObject) =>
		holding({
			addresses: ids.map((id) => ({ ...ADDRESS, id })),
			...(pagination ? { pagination } : {}),
		});
	const readPage = (page: number, limit: number) => ({
		method: 'GET',
		path: '/customers/C1/addresses',
		query: { page, limit },
		idempotent: true,
	});

	it('are listed page by page, of the signed-in user as of a customer who is named', () => {
		const pages = [pageOf(['A1', 'A2'], { next_page: 2 }), pageOf(['A3'], { next_page: null })];
		const list = { returnAll: true, simplify: true };
		const named = play(getMany, { ...list, customerId: by('C1') }, pages);
		expect(named.requests).toEqual([readPage(1, 50), readPage(2, 50)]);
		expect(named.items).toEqual(['A1', 'A2', 'A3'].map((id) => ({ ...SIMPLE_ADDRESS, id })));
		const own = play(getMany, { ...list, customerId: by('') }, [USER_BODY, ...pages]);
		expect(own.requests).toEqual([WHO_IS_SIGNED_IN, ...named.requests]);
		expect(own.items).toEqual(named.items);
	});

	it('are asked for once more after a short page, as the longest is not known', () => {
		const played = play(getMany, { limit: 5, customerId: by('C1') }, [pageOf(['A1']), pageOf([])]);
		expect(played.requests).toEqual([readPage(1, 5), readPage(2, 5)]);
		expect(played.items).toEqual([ADDRESS]);
	});

	it.each<[IDataObject | undefined, object]>([
		[undefined, {}],
		[{}, {}],
		[{ limit: 2 }, { size: 2 }],
		[{ limit: '2' }, {}],
		[
			{ limit: 2, next_page: null },
			{ size: 2, isLast: true },
		],
		[{ next_page: 2 }, { isLast: false }],
	])('with the pagination %j are read as %j', (pagination, expected) => {
		const response = { status: 200, body: pageOf(['A1'], pagination) };
		expect(addressesOf('C1').read(response)).toStrictEqual({
			rows: [ADDRESS],
			...expected,
		});
	});

	it.each([DONE, 'Hello', [ADDRESS]])('are not taken from %j', (body) => {
		const list = () => addressesOf('C1').read({ status: 200, body });
		expect(list).toThrow("The response holds no list 'addresses'");
	});
});
