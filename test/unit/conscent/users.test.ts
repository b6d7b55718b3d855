import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { findUser } from '../../../nodes/Conscent/calls/findUser';
import { parseCountry, parseCurrency } from '../../../nodes/Conscent/fields/codes';
import { isSamePhone, parsePhone } from '../../../nodes/Conscent/fields/phone';
import type { UserReference } from '../../../nodes/Conscent/fields/user';
import { readUser } from '../../../nodes/Conscent/fields/user';
import { update } from '../../../nodes/Conscent/resources/user/update';
import type { ApiRequest } from '../../../nodes/shared/operation';
import { SKIPPED, converse } from '../../../nodes/shared/operation';
import { ParameterProblem } from '../../../nodes/shared/problem';
import { parametersOf } from '../shared/support/parameters';
import '../shared/support/patience';
import { expectRefusal, problemOf } from '../shared/support/problems';
import { USER_ID } from './support/requests';

const EMAIL = reference('email', 'asha@example.com');
const PHONE = reference('phone', '+919876543210');

function reference(mode: UserReference['mode'], value: string): UserReference {
	return { mode, value, spellings: [value] };
}

describe('phone numbers', () => {
	it.each([
		['9876543210', '9876543210'],
		['+91 98765-43210', '+919876543210'],
		['(022) 2345.6789', '02223456789'],
		[9876543210, '9876543210'],
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
		['9876543210', '9876543210', true],
		// The same digits belong to somebody else in another country.
		['+919876543210', '9876543210', false],
		['+19876543210', '9876543210', false],
		['+919876543210', '919876543210', true],
		['9876543210', '919876543210', false],
		['+16841234567', '1234567', false],
		['+3541234567', '1234567', false],
		['+919876543210', '+19876543210', false],
		['9876543210', '9876543211', false],
		['43210', '9876543210', false],
		['123456', '91123456', false],
		['1234567', '911234567', false],
	])('%s and %s are the same: %p', (one, other, same) => {
		expect(isSamePhone(one, other)).toBe(same);
		expect(isSamePhone(other, one)).toBe(same);
	});
});

describe('codes', () => {
	it.each(['IN', ' US ', 'GL'])('%j is a country', (code) => {
		expect(parseCountry(code, 'Country')).toBe(code.trim());
	});
	it.each(['in', 'IND', 'I', '', '91', null])('%j is no country', (code) => {
		expectRefusal(() => parseCountry(code, 'Country'), 'Country');
	});
	it.each(['INR', ' USD '])('%j is a currency', (code) => {
		expect(parseCurrency(code, 'Currency')).toBe(code.trim());
	});
	it.each(['inr', 'IN', 'INRR', '₹', '', {}])('%j is no currency', (code) => {
		expectRefusal(() => parseCurrency(code, 'Currency'), 'Currency');
	});
	it('quotes no more than 20 characters', () => {
		expect(problemOf(() => parseCountry('x'.repeat(500), 'Country')).message).toContain(
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
			{ ...EMAIL, spellings: ['asha@example.com', 'Asha@Example.com'] },
		],
		[{ mode: 'phone', value: '+91 98765 43210' }, PHONE],
	])('by %j', (userId, user) => {
		expect(read(userId)).toEqual(user);
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
});

interface Listings {
	[path: string]: IDataObject[];
}

const SUBSCRIPTIONS = '/v2/client/purchases/subscriptions';
const TRANSACTIONS = '/v2/client/get-all-transactions';
const PASSES = '/v1/client/purchases/passes';
const MICROPAYMENTS = '/v1/client/purchases/micropayments';

/** What a call answers, whose rows stand under one key or the other. */
function answer(listings: Listings, request: ApiRequest) {
	const rows = listings[request.path] ?? [];
	const wanted = Number(request.query?.['pageNumber'] ?? 1) === 1 ? rows : [];
	const body = { [request.path === TRANSACTIONS ? 'data' : 'purchases']: wanted };
	return { status: 200, body };
}

function look(user: UserReference, listings: Listings) {
	const lookup = findUser(user);
	const requests: ApiRequest[] = [];
	let step = lookup.next();
	while (!step.done) {
		requests.push(step.value);
		step = lookup.next(answer(listings, step.value));
	}
	return { result: step.value, requests };
}

describe('a reader is found', () => {
	it.each([
		[EMAIL, SUBSCRIPTIONS, { userEmail: ' ASHA@example.com ' }],
		[EMAIL, TRANSACTIONS, { email: 'asha@example.com' }],
		[PHONE, SUBSCRIPTIONS, { userPhoneNumber: '919876543210' }],
		[PHONE, PASSES, { phoneNumber: 919876543210 }],
		[PHONE, MICROPAYMENTS, { phone: '+91-98765-43210' }],
	])('by %j in %s', (user, path, keys) => {
		const row = { userId: USER_ID, ...keys };
		const { result } = look(user, { [path]: [{ userId: 'other', userEmail: 'x@y.z' }, row, row] });
		expect(result).toMatchObject({ userId: USER_ID, row });
	});

	it('by requests that only read, and that a dry run sends too', () => {
		for (const user of [EMAIL, PHONE]) {
			const { requests } = look(user, {});
			for (const request of requests) {
				expect(request).toMatchObject({ method: 'GET', repeatable: true, lookup: true });
			}
		}
	});

	it('in the first listing that names them, without asking the others', () => {
		const row = { userId: USER_ID, userEmail: EMAIL.value };
		const { requests } = look(EMAIL, { [SUBSCRIPTIONS]: [row], [TRANSACTIONS]: [row] });
		expect(requests.map(({ path }) => path)).toEqual([SUBSCRIPTIONS]);
	});

	it('only where exactly one has the address', () => {
		const rows = ['1', '2', '1'].map((userId) => ({ userId, userEmail: EMAIL.value }));
		const { result } = look(EMAIL, { [SUBSCRIPTIONS]: rows });
		expect(result).toMatchObject({
			kind: 'unclear',
			problem: { field: 'User', message: expect.stringMatching(/^2 users/) as string },
		});
	});

	it.each([
		[EMAIL, 'User', /none of exactly this email address/],
		[PHONE, 'User', /none of exactly this phone number/],
	])('not by what is only similar: %j', (user, field, message) => {
		const rows = [
			{ userId: '1', userEmail: 'xasha@example.com', userPhoneNumber: '+449876543210' },
			{ userId: '2', userEmail: 'asha@example.com.evil', userPhoneNumber: '43210' },
			{ userId: '', userEmail: EMAIL.value, userPhoneNumber: PHONE.value },
			{ userEmail: { text: EMAIL.value } },
		];
		const { result } = look(user, { [SUBSCRIPTIONS]: rows });
		const { problem } = result as { problem: ParameterProblem };
		expect(problem).toBeInstanceOf(ParameterProblem);
		expect([problem.field, problem.message]).toEqual([field, expect.stringMatching(message)]);
		expect(problem.message).toContain('Conscent gave 4 purchases');
	});

	it.each([EMAIL, PHONE])('not where %j never bought anything', (user) => {
		const { problem } = look(user, {}).result as { problem: ParameterProblem };
		expect(problem.message).toContain(`'${user.value}' never bought anything`);
		expect(problem.hint).toContain("'By ID'");
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
	const problem = problemOf(action);
	expect([problem.field, problem.message]).toEqual([field, expect.stringMatching(message)]);
}

describe('updating a reader who is named by email address', () => {
	/** All requests of an item, and what becomes of it. */
	function run(parameters: object, listings: Listings) {
		const conversation = converse(
			update,
			parametersOf({
				userId: { mode: 'email', value: EMAIL.value },
				whenNotFound: 'fail',
				simplify: false,
				...parameters,
			}),
		);
		const requests: ApiRequest[] = [];
		let step = conversation.next();
		while (!step.done) {
			const request = step.value as ApiRequest;
			requests.push(request);
			const isLookup = request.lookup === true;
			step = conversation.next(
				isLookup ? answer(listings, request) : { status: 200, body: { message: 'Done' } },
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

	it('looks nobody up for an item that fails anyway', () => {
		const conversation = converse(
			update,
			parametersOf({ userId: { mode: 'email', value: EMAIL.value }, updateFields: {} }),
		);
		expectRefusal(() => conversation.next(), 'Update Fields');
	});

	it('fails, leaves the item out or registers, as it is told, where nobody is found', () => {
		expect(() => run({ updateFields }, {})).toThrow(/never bought anything/);
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
				repeatable: false,
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
