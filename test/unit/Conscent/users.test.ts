import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { UserLookup } from '../../../nodes/Conscent/users/find';
import { findUser } from '../../../nodes/Conscent/users/find';
import { lookUpUser } from '../../../nodes/Conscent/users/remember';
import { registerMissing } from '../../../nodes/Conscent/users/register';
import { userError } from '../../../nodes/Conscent/users/messages';
import { parseCountry, parseCurrency } from '../../../nodes/Conscent/fields/codes';
import { comparePhones, compareUsers } from '../../../nodes/Conscent/users/match';
import { parsePhone } from '../../../nodes/Conscent/users/phone';
import type { UserReference } from '../../../nodes/Conscent/users/userReference';
import { readUser } from '../../../nodes/Conscent/users/userReference';
import { register } from '../../../nodes/Conscent/resources/user/register';
import { registration } from '../../../nodes/Conscent/resources/user/registration';
import { update } from '../../../nodes/Conscent/resources/user/update';
import { RunMemory } from '../../../nodes/shared/memory';
import type { ApiRequest, StepsTo } from '../../../nodes/shared/operation';
import { SKIPPED } from '../../../nodes/shared/operation';
import { stepsOf } from '../../../nodes/shared/steps';
import { parametersOf } from '../shared/support/parameters';
import '../shared/support/patience';
import { expectRefusal, validationErrorOf } from '../shared/support/refusals';
import { USER_ID } from './support/requests';

const EMAIL = reference('email', 'asha@example.com');
const PHONE = reference('phone', '+919876543210');
const LOCAL = reference('phone', '9876543210');

function reference(mode: UserReference['mode'], value: string): UserReference {
	return { mode, value, written: value };
}

describe('phone numbers', () => {
	it.each([
		['9876543210', '9876543210'],
		['+91 98765-43210', '+919876543210'],
		['(022) 2345.6789', '02223456789'],
		[9876543210, '9876543210'],
		['+1 (212) 555-0100', '+12125550100'],
		['+1.212.555.0100', '+12125550100'],
		['(+91) 98765 43210', '+919876543210'],
		['01.23.45.67.00', '0123456700'],
	])('%j is %j', (value, phone) => {
		expect(parsePhone(value, 'Phone')).toBe(phone);
	});

	it.each([
		'',
		'1234',
		'1'.repeat(16),
		'call me',
		'98765+43210',
		'++9198765',
		'undefined',
		null,
		{},
	])('%p is none, and is not quoted', (value) => {
		expectRefusal(() => parsePhone(value, 'Phone'), 'Phone');
	});

	it.each([
		['+44 (0)20 7946 0958', /zero in parentheses/],
		['+44 (020) 7946 0958', /zero in parentheses/],
		['(0)20 7946 0958', /zero in parentheses/],
		['+1 212 555 0100 (12)', /extension/],
		['9876543210 (2)', /extension/],
		['2345678/2345679', /one number only/],
		['2345678 2345679', /one number only/],
		['030/1234567', /no slash/],
		['9876543210.0', /without decimals/],
		[9876543210.5, /without decimals/],
		['12345.0', /without decimals/],
		[-9876543210, /5 to 15 digits/],
		[`98765${' '.repeat(40)}43210`, /5 to 15 digits/],
	])('%j may be another one, and what to write instead is told', (value, hint) => {
		const refusal = validationErrorOf(() => parsePhone(value, 'Phone'));
		expect([refusal.message, refusal.hint]).toEqual([
			"'Phone' is not a phone number",
			expect.stringMatching(hint),
		]);
	});

	it.each([
		['9876543210', '9876543210', 'same'],
		['+919876543210', '+919876543210', 'same'],
		// The same digits belong to somebody else in another country.
		['+919876543210', '9876543210', 'similar'],
		['+919876543210', '919876543210', 'similar'],
		['+13800001234', '13800001234', 'similar'],
		['9876543210', '919876543210', 'similar'],
		['1234567', '911234567', 'similar'],
		['+919876543210', '+19876543210', 'other'],
		['9876543210', '9876543211', 'other'],
		['43210', '9876543210', 'other'],
		['123456', '91123456', 'other'],
		// The zero takes the place of the country code within the country, two of them that of the plus sign.
		['02079460958', '+442079460958', 'similar'],
		['00442079460958', '+442079460958', 'similar'],
		['00442079460958', '02079460958', 'similar'],
	])('%s and %s are %s', (one, other, match) => {
		expect(comparePhones(one, other)).toBe(match);
		expect(comparePhones(other, one)).toBe(match);
	});
});

describe('codes', () => {
	it.each(['IN', ' US ', 'GL'])('%j is a country', (code) => {
		expect(parseCountry(code, 'Country')).toBe(code.trim());
	});
	it.each(['IND', 'I', '', '91', null])('%j is no country', (code) => {
		expectRefusal(() => parseCountry(code, 'Country'), 'Country');
	});
	it.each(['INR', ' USD '])('%j is a currency', (code) => {
		expect(parseCurrency(code, 'Currency')).toBe(code.trim());
	});
	it.each(['inr', 'IN', 'INRR', '₹', '', {}])('%j is no currency', (code) => {
		expectRefusal(() => parseCurrency(code, 'Currency'), 'Currency');
	});
	it('quotes no more than 20 characters', () => {
		expect(validationErrorOf(() => parseCountry('x'.repeat(500), 'Country')).message).toContain(
			`'${'x'.repeat(20)}'`,
		);
	});
});

describe('a reader is named', () => {
	const read = (userId: unknown) => readUser(parametersOf({ userId }));

	it.each([
		[{ mode: 'id', value: ` ${USER_ID} ` }, reference('id', USER_ID)],
		[USER_ID, reference('id', USER_ID)],
		[{ mode: 'email', value: ' asha@example.com' }, EMAIL],
		[
			{ mode: 'email', value: ' Asha@Example.com' },
			{ ...EMAIL, written: 'Asha@Example.com' },
		],
		[{ mode: 'phone', value: '+91 98765 43210' }, PHONE],
	])('by %j', (userId, user) => {
		expect(read(userId)).toEqual(user);
	});

	it.each([
		['asha@example.com', EMAIL],
		['98765 43210', LOCAL],
		[{ mode: 'id', value: 'asha@example.com' }, EMAIL],
	])('where no ID is taken, a bare %j is guessed', (userId, user) => {
		expect(readUser(parametersOf({ userId }), ['email', 'phone'])).toEqual(user);
	});

	it.each([
		[{ mode: 'id', value: '' }, 'User'],
		[{ mode: 'email', value: '' }, 'User'],
		[{ mode: 'email', value: null }, 'User'],
		[{ mode: 'email', value: USER_ID }, 'User'],
		[{ mode: 'phone', value: undefined }, 'User'],
		[{ mode: 'phone', value: 'asha' }, 'User'],
	])('not by %j', (userId, field) => {
		expectRefusal(() => read(userId), field);
	});

	it.each(['id', 'list'])('not by an email address where %s is chosen', (mode) => {
		const error = validationErrorOf(() => read({ mode, value: 'asha@example.com' }));
		expect(error.message).toBe(
			"'User' is to be an ID, and is an email address: 'asha@example.com'",
		);
		expect(error.hint).toContain("'By Email'");
	});
});

interface Listings {
	[path: string]: IDataObject[];
}

const SUBSCRIPTIONS = '/v2/client/purchases/subscriptions';
const TRANSACTIONS = '/v2/client/get-all-transactions';
const SUBSCRIPTIONS_V1 = '/v1/client/purchases/subscriptions';
const PASSES = '/v1/client/purchases/passes';
const MICROPAYMENTS = '/v1/client/purchases/micropayments';

/** What a call responds with, whose rows stand under one key or the other. */
function responseTo(listings: Listings, request: ApiRequest) {
	const rows = listings[request.path] ?? [];
	const { pageNumber = 1, pageSize = rows.length } = request.query ?? {};
	const end = Number(pageNumber) * Number(pageSize);
	const wanted = rows.slice(end - Number(pageSize), end);
	const body = { [request.path === TRANSACTIONS ? 'data' : 'purchases']: wanted };
	return { status: 200, body };
}

function look(user: UserReference, listings: Listings) {
	return outcome(findUser(user), listings);
}

function outcome(lookup: StepsTo<UserLookup>, listings: Listings) {
	const requests: ApiRequest[] = [];
	let step = lookup.next();
	while (!step.done) {
		requests.push(step.value);
		step = lookup.next(responseTo(listings, step.value));
	}
	return { result: step.value, requests };
}

/** What the item that asked for the user is told. */
function problemFor(user: UserReference, lookup: UserLookup): string {
	if (lookup.kind === 'found') throw new Error('The user was found');
	return userError(user, lookup).message;
}

describe('a reader is found', () => {
	it.each([
		[EMAIL, SUBSCRIPTIONS, { userEmail: ' ASHA@example.com ' }],
		[EMAIL, TRANSACTIONS, { email: 'asha@example.com' }],
		[EMAIL, PASSES, { email: 'asha@example.com' }],
		[EMAIL, MICROPAYMENTS, { email: 'asha@example.com' }],
		[PHONE, SUBSCRIPTIONS, { userPhoneNumber: '+919876543210' }],
		[LOCAL, PASSES, { phoneNumber: 9876543210 }],
		[PHONE, MICROPAYMENTS, { phone: '+91-98765-43210' }],
	])('by %j in %s', (user, path, keys) => {
		const row = { userId: USER_ID, ...keys };
		const other = { userId: 'other', userEmail: 'x@y.z', userPhoneNumber: '70000 00000' };
		const { result } = look(user, { [path]: [other, row, row] });
		expect(result).toMatchObject({ userId: USER_ID, row });
	});

	it('by requests that only read, and that a dry run sends too', () => {
		for (const user of [EMAIL, PHONE]) {
			const { requests } = look(user, {});
			for (const request of requests) {
				expect(request).toMatchObject({ method: 'GET', idempotent: true, lookup: true });
			}
		}
	});

	it.each([
		[EMAIL, { email: 'asha@example.com' }],
		[PHONE, { phoneNumber: '+919876543210' }],
	])('by requests that ask for nobody else: %j', (user, filter) => {
		for (const { query } of look(user, {}).requests) expect(query).toMatchObject(filter);
	});

	it.each([
		[SUBSCRIPTIONS, 'purchases'],
		[TRANSACTIONS, 'transactions'],
		[PASSES, 'purchases'],
		[MICROPAYMENTS, 'purchases'],
	])('and is told where: %s', (listing, source) => {
		const row = { userId: ` ${USER_ID} `, userEmail: EMAIL.value };
		expect(look(EMAIL, { [listing]: [row] }).result).toMatchObject({ userId: USER_ID, source });
		expect(look(EMAIL, { [listing]: [{ ...row, userId: 7 }] }).result).toMatchObject({
			userId: '7',
		});
	});

	it('after all listings were asked', () => {
		const row = { userId: USER_ID, userEmail: EMAIL.value, phone: PHONE.value };
		const asked = (user: UserReference) =>
			look(user, { [SUBSCRIPTIONS]: [row] }).requests.map(({ path }) => path);
		// Twice where there are rows: a short page of purchases may be followed by another.
		const found = [SUBSCRIPTIONS, SUBSCRIPTIONS];
		expect(asked(EMAIL)).toEqual([...found, TRANSACTIONS, PASSES, MICROPAYMENTS]);
		expect(asked(PHONE)).toEqual([...found, SUBSCRIPTIONS_V1, PASSES, MICROPAYMENTS]);
	});

	it('by the first row that names them', () => {
		const rows = ['Newest', 'Older'].map((userName) => ({
			userId: USER_ID,
			userEmail: EMAIL.value,
			userName,
		}));
		expect(look(EMAIL, { [SUBSCRIPTIONS]: rows }).result).toMatchObject({
			row: { userName: 'Newest' },
		});
	});

	it.each([
		[EMAIL, [{ userId: '1', userEmail: 'xasha@example.com' }]],
		[EMAIL, [{ userId: '2', userEmail: 'asha@example.com.evil' }]],
		[PHONE, [{ userId: '1', userPhoneNumber: '+449876543210' }]],
		[PHONE, [{ userId: '2', userPhoneNumber: '43210' }]],
	])('not by what is another one for sure: %j in %j', (user, rows) => {
		const { result } = look(user, { [SUBSCRIPTIONS]: rows });
		expect(result).toEqual({ kind: 'missing', rows: 1 });
		expect(problemFor(user, result)).toMatch(/none of exactly this/);
	});

	const twice = ['1', '2', '1'].map((userId) => ({ userId, userEmail: EMAIL.value }));
	const many = Array.from({ length: 6_000 }, (_, n) => ({
		userId: `${n}`,
		userEmail: n === 5_500 ? EMAIL.value : `${n}@example.com`,
	}));

	it.each([
		['several have the address', EMAIL, twice, 'several', /^Several users/],
		['the API does not search', EMAIL, many, 'tooManyRows', /more than 5,000 purchases/],
		['a row has no ID', EMAIL, [{ userId: null, userEmail: EMAIL.value }], 'withoutId', /not tell/],
		[
			'rows hold no address',
			EMAIL,
			[{ userId: '1' }],
			'uncomparable',
			/hold no readable email address/,
		],
		[
			'rows hold no number',
			PHONE,
			[{ userId: '1', userPhoneNumber: ' ' }],
			'uncomparable',
			/hold no readable phone number/,
		],
		[
			'a country code is missing',
			PHONE,
			[{ userId: '1', phone: '9876543210' }],
			'similar',
			/country code/,
		],
		[
			'a plus sign is missing',
			PHONE,
			[{ userId: '1', phone: '919876543210' }],
			'similar',
			/country code/,
		],
	] as Array<[string, UserReference, IDataObject[], string, RegExp]>)(
		'not where %s, which is unclear',
		(_why, user, rows, doubt, message) => {
			const { result } = look(user, { [SUBSCRIPTIONS]: rows });
			expect(result).toEqual({ kind: 'unclear', doubt });
			expect(problemFor(user, result)).toMatch(message);
		},
	);

	const ROW = { userId: USER_ID, userEmail: EMAIL.value, phone: PHONE.value };

	it.each([
		[
			'somebody else has a similar number, which another row of theirs does not tell',
			PHONE,
			[{ userId: '1', phone: LOCAL.value }, { userId: '1' }],
		],
		['a row has no ID', EMAIL, [{ userEmail: EMAIL.value }, { userId: {} }]],
		['another row of theirs holds nothing', EMAIL, [{ userId: USER_ID }]],
		[
			'a row of somebody else holds nothing, and another row does',
			EMAIL,
			[{ userId: '1' }, { userId: '1', userEmail: 'ben@example.com' }],
		],
	])('although %s', (_why, user, rows) => {
		const { result } = look(user, { [SUBSCRIPTIONS]: [...rows, ROW] });
		expect(result).toMatchObject({ userId: USER_ID });
	});

	it.each([
		['hold no number', { userId: '1' }],
		['hold an unclear number', { userId: '1', phone: '2345678/2345679' }],
	])('not where rows of somebody else %s, who may have the same', (_why, row) => {
		const { result } = look(PHONE, { [SUBSCRIPTIONS]: [ROW], [PASSES]: [row] });
		expect(result).toEqual({ kind: 'unclear', doubt: 'uncomparable' });
	});

	it.each([EMAIL, PHONE])('not where %j never bought anything', (user) => {
		const { result } = look(user, {});
		expect(result).toEqual({ kind: 'missing', rows: 0 });
		const problem = userError(user, { kind: 'missing', rows: 0 });
		expect(problem.message).toContain(`No buyer found for '${user.value}'`);
		expect(problem.hint).toContain("'By ID'");
		expect(problem.field).toBe('User');
	});

	it('or not, but never by somebody else, whatever the rows hold', () => {
		const value = fc.oneof(
			fc.constantFrom<unknown>(EMAIL.value, PHONE.value, '1', '2', '', null),
			fc.jsonValue(),
		);
		const row = fc.dictionary(
			fc.constantFrom('userId', 'userEmail', 'email', 'userPhoneNumber', 'phone', '_id'),
			value,
		) as fc.Arbitrary<IDataObject>;
		fc.assert(
			fc.property(fc.array(row), fc.constantFrom(EMAIL, PHONE), (rows, user) => {
				const { result } = look(user, { [SUBSCRIPTIONS]: rows });
				if (result.kind !== 'found') return;
				const { row: found, userId } = result;
				expect(String(found['userId'])).toBe(userId);
				expect(JSON.stringify(found).toLowerCase()).toMatch(
					user.mode === 'email' ? /asha@example\.com/ : /\d{7}/,
				);
			}),
			{ numRuns: 300 },
		);
	});
});

/** Which field is refused, and in which words. */
function expectProblem(action: () => unknown, field: string, message: RegExp): void {
	const problem = validationErrorOf(action);
	expect([problem.field, problem.message]).toEqual([field, expect.stringMatching(message)]);
}

describe('updating a reader who is named by email address', () => {
	/** All requests of an item, and what becomes of it. */
	function run(parameters: object, listings: Listings) {
		const prepared = update.prepare(
			parametersOf({
				userId: { mode: 'email', value: EMAIL.value },
				whenNotFound: 'fail',
				simplify: false,
				...parameters,
			}),
		);
		const steps = stepsOf(prepared);
		const requests: ApiRequest[] = [];
		let step = steps.next();
		while (!step.done) {
			const request = step.value as ApiRequest;
			requests.push(request);
			const isLookup = request.lookup === true;
			step = steps.next(
				isLookup ? responseTo(listings, request) : { status: 200, body: { message: 'Done' } },
			);
		}
		return { requests: requests.filter(({ lookup }) => !lookup), output: step.value };
	}

	const KNOWN = { [SUBSCRIPTIONS]: [{ userId: USER_ID, userEmail: EMAIL.value }] };
	const updateFields = { name: 'Asha', phone: '98765' };

	it('updates the one who was found', () => {
		const { requests, output } = run({ updateFields }, KNOWN);
		expect(requests).toMatchObject([
			{ method: 'PATCH', query: { userId: USER_ID }, body: updateFields },
		]);
		expect(output).toEqual({ message: 'Done' });
	});

	it('prepares nothing of an item that fails anyway, so that nobody is looked up', () => {
		const userId = { mode: 'email', value: EMAIL.value };
		const parameters = parametersOf({ userId, updateFields: {} });
		expectRefusal(() => update.prepare(parameters), 'Update Fields');
	});

	it('fails, leaves the item out or registers, as it is told, where nobody is found', () => {
		expect(() => run({ updateFields }, {})).toThrow(/No buyer found/);
		expect(run({ updateFields, whenNotFound: 'skip' }, {})).toEqual({
			requests: [],
			output: SKIPPED,
		});
		const { requests, output } = run({ updateFields, whenNotFound: 'register' }, {});
		expect(requests).toEqual([
			{
				method: 'POST',
				path: '/v2/client/register-user',
				body: { email: EMAIL.value, firstName: 'Asha', phone: '98765' },
				conflict: `${EMAIL.value} is registered already`,
				idempotent: false,
			},
		]);
		expect(output).toEqual({ message: 'Done' });
	});

	it('registers with what the update would have set, and nothing to clear', () => {
		const fields = {
			firstName: 'Asha',
			lastName: 'Rao',
			enableOffers: false,
			billingAddress: { values: [{ city: 'Agra' }] },
		};
		const parameters = {
			updateFields: fields,
			whenNotFound: 'register',
			clearFields: ['gender', 'shippingAddress'],
		};
		expect(run(parameters, {}).requests[0]?.body).toEqual({
			email: EMAIL.value,
			firstName: 'Asha',
			lastName: 'Rao',
			enableOffers: false,
			billingAddress: [{ city: 'Agra' }],
		});
	});

	it.each([
		['98765 43210', {}, { phone: '9876543210' }],
		['+91 98765 43210', { countryCode: '+91' }, { phone: '9876543210', countryCode: '+91' }],
		['+91 98765 43210', { phone: '12345' }, { phone: '12345' }],
	])('registers %s with %j as %j', (value, fields, contact) => {
		const parameters = {
			userId: { mode: 'phone', value },
			updateFields: { firstName: 'Asha', ...fields },
			whenNotFound: 'register',
		};
		expect(run(parameters, {}).requests[0]?.body).toEqual({ firstName: 'Asha', ...contact });
	});

	it.each([{}, { countryCode: '+44' }])(
		'registers nobody by a number whose country code is not known apart: %j',
		(fields) => {
			const parameters = {
				userId: { mode: 'phone', value: PHONE.value },
				updateFields: { firstName: 'Asha', ...fields },
				whenNotFound: 'register',
			};
			expectProblem(() => run(parameters, {}), 'Update Fields', /without 'Country Code'/);
		},
	);

	it('registers nobody without a name, or with an address that registering does not know', () => {
		const register = (fields: object) => () =>
			run({ updateFields: fields, whenNotFound: 'register' }, {});
		expectProblem(register({ phone: '98765' }), 'Update Fields', /without 'First Name' or 'Name'/);
		expectProblem(
			register({ name: 'Asha', address: { value: { city: 'Agra' } } }),
			'Update Fields',
			/'Address' cannot be set/,
		);
	});
});

describe('registering', () => {
	const key = (contact: object) =>
		register.prepare(parametersOf({ firstName: 'Asha', ...contact })).orderKey;

	it.each([
		[{ email: ' Asha@Example.com' }, { email: 'asha@example.com' }],
		[{ phone: '98765 43210' }, { phone: 9876543210 }],
		[
			{ email: 'asha@example.com', phone: '1' },
			{ email: 'asha@example.com', phone: '2' },
		],
	])('goes in order for %j and %j', (one, other) => {
		expect(key(one)).toBe(key(other));
		expect(key(one)).not.toBe('');
	});

	it('fails before anything is queued where no contact is given', () => {
		expect(() => key({ email: null, phone: '' })).toThrow("'Email' and 'Phone' are both empty");
	});
});

describe('somebody who was registered without an ID being told', () => {
	it('is not updated by the next item, which says so', () => {
		const memory = new RunMemory();
		const run = { memory, isDry: false };
		const registering = registerMissing(registration({ email: EMAIL.value }), EMAIL, run);
		registering.next();
		registering.next({ status: 200, body: { message: 'Account created successfully' } });
		const lookup = outcome(lookUpUser(EMAIL, memory), {}).result;
		expect(lookup).toEqual({ kind: 'unclear', doubt: 'registeredWithoutId' });
		expect(problemFor(EMAIL, lookup)).toMatch(/^An earlier item registered 'asha@example\.com'/);
	});
});

it.each([
	['id', 'u-1', 'id', 'u-1', 'same'],
	['id', 'u-1', 'id', 'u-2', 'other'],
	['email', 'a@example.com', 'email', 'A@example.com', 'same'],
	['phone', '9867979689', 'phone', '+919867979689', 'similar'],
	['id', 'a@example.com', 'email', 'a@example.com', 'other'],
] as const)('contacts: %s %s and %s %s are %s', (mode, value, otherMode, otherValue, match) => {
	const one = { mode, value, written: value };
	const other = { mode: otherMode, value: otherValue, written: otherValue };
	expect(compareUsers(one, other)).toBe(match);
	expect(compareUsers(other, one)).toBe(match);
});
