import { NodeHelpers } from 'n8n-workflow';
import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { register } from '../../../nodes/Conscent/resources/user/register';
import { update } from '../../../nodes/Conscent/resources/user/update';
import { parametersOf } from '../shared/support/parameters';
import { expectRefusal, validationErrorOf } from '../shared/support/refusals';
import { USER_ID, outputOf, userUpdate } from './support/requests';

const bodyOf = (fields: unknown, others?: object) => userUpdate(fields, others).body;

describe('the simplified output', () => {
	const userData = Object.fromEntries(
		['userId', 'status', 'name', 'email', 'countryCode', 'phone', 'gender', 'dateOfBirth']
			.concat('createdAt', 'updatedAt', 'address', 'shippingAddress', 'billingAddress')
			.map((key) => [key, key]),
	);
	const keysOf = (updateFields: object) =>
		Object.keys(
			outputOf(
				update,
				{ userId: { mode: 'id', value: USER_ID }, updateFields, simplify: true },
				{ userData },
			) as object,
		);

	it('shows an address that was set, and ten fields at most', () => {
		expect(keysOf({ name: 'Asha' })).not.toContain('billingAddress');
		const keys = keysOf({
			addressJson: '{"city":"Agra"}',
			billingAddressJson: '[{"city":"Agra"}]',
		});
		expect(keys).toEqual(expect.arrayContaining(['userId', 'address', 'billingAddress']));
		expect(keys).toHaveLength(10);
	});
});

describe('the request', () => {
	it('is as documented', () => {
		expect(userUpdate({ phone: '9867979689' })).toStrictEqual({
			method: 'PATCH',
			path: '/v2/client/update-user',
			query: { userId: USER_ID },
			body: { phone: '9867979689' },
			idempotent: true,
		});
	});

	it.each([
		['name', 'Asha Rao', 'Asha Rao'],
		['firstName', ' Asha', ' Asha'],
		['lastName', 'Rao', 'Rao'],
		['email', ' asha@example.com ', 'asha@example.com'],
		['phone', 9867979689, '9867979689'],
		['countryCode', '+91', '+91'],
		['gender', 'OTHERS', 'OTHERS'],
		['gender', ' male', 'MALE'],
		['dateOfBirth', '1990-05-31', '1990-05-31T00:00:00.000Z'],
		['isEmailVerified', false, false],
		['isPhoneVerified', 'true', true],
		['enableOffers', 0, false],
		['enableNotifications', true, true],
	])('sends %s %p as %p, and nothing else', (name, value, sent) => {
		expect(bodyOf({ [name]: value })).toStrictEqual({ [name]: sent });
	});

	it.each([
		['email', 'Email', 'asha'],
		['countryCode', 'Country Code', '91'],
		['gender', 'Gender', 'man'],
		['dateOfBirth', 'Date of Birth', '2999-01-01'],
		['isEmailVerified', 'Verified Email', 'yes'],
		['name', 'Name', { first: 'Asha' }],
		['phone', 'Phone', 'undefined'],
		['addressJson', 'Whole Address (JSON)', '[]'],
		['shippingAddressJson', 'Whole Shipping Address (JSON)', '{}'],
		['billingAddressJson', 'Whole Billing Address (JSON)', '{'],
		['additionalFields', 'Unlisted Fields (JSON)', '[]'],
	])('refuses %s, by its display name', (name, displayName, value) => {
		expectRefusal(() => bodyOf({ [name]: value }), displayName);
	});

	it.each([
		undefined,
		null,
		{},
		{ name: '', email: null, phone: undefined, addressJson: ' ' },
		{ address: {}, shippingAddress: { values: [{ city: '' }] } },
		{ addressJson: '{}', shippingAddressJson: '[]', billingAddressJson: ' [ ] ' },
		{ addressJson: {}, shippingAddressJson: [], billingAddressJson: [{}, {}] },
		{ addressJson: { city: undefined }, billingAddressJson: [{ city: undefined }] },
		{ additionalFields: '{}' },
	])('is refused where there is nothing to send: %j', (fields) => {
		expectRefusal(() => bodyOf(fields), 'Update Fields', /^Nothing to update/);
	});

	it.each([
		[{ value: '' }, /is empty/],
		[{ value: 'undefined' }, /an expression without a value/],
		[{ value: null }, /is empty/],
		[{ value: {} }, /must be text/],
		[{ value: '..' }, /cannot be/],
	])('is refused without a user: %j', (userId, message) => {
		expectRefusal(() => userUpdate({ name: 'a' }, { userId }), 'User', message);
	});

	it('holds the user ID in its place', () => {
		const { path, query } = userUpdate(
			{ name: 'a' },
			{ userId: { mode: 'id', value: 'x&admin=1#/../y' } },
		);
		expect([path, query]).toEqual(['/v2/client/update-user', { userId: 'x&admin=1#/../y' }]);
	});

	it('adds further fields, and refuses those that are given already', () => {
		const additionalFields = '{"tags": ["a"], "score": 0, "note": null}';
		expect(bodyOf({ name: 'a', additionalFields })).toStrictEqual({
			name: 'a',
			tags: ['a'],
			score: 0,
			note: null,
		});
		expectRefusal(
			() => bodyOf({ name: 'a', additionalFields: { name: 'b' } }),
			'Unlisted Fields (JSON)',
			/given twice/,
		);
	});
});

describe('clearing', () => {
	it('sends the empty value, and can stand alone', () => {
		const clearFields = ['name', 'dateOfBirth', 'address', 'shippingAddress', 'billingAddress'];
		expect(bodyOf({}, { clearFields })).toStrictEqual({
			name: null,
			dateOfBirth: null,
			address: null,
			shippingAddress: [],
			billingAddress: [],
		});
	});

	it('is refused together with a value', () => {
		expectRefusal(
			() => bodyOf({ name: 'a' }, { clearFields: ['name'] }),
			'Clear Fields',
			/'Name' and by 'Clear Fields'/,
		);
		expectRefusal(
			() => bodyOf({ addressJson: '{"city":"Agra"}' }, { clearFields: ['address'] }),
			'Clear Fields',
		);
	});

	it('goes together with JSON that amounts to nothing', () => {
		const fields = { addressJson: '{}', billingAddressJson: [] };
		expect(bodyOf(fields, { clearFields: ['address', 'billingAddress'] })).toStrictEqual({
			address: null,
			billingAddress: [],
		});
	});

	it('goes together with a field whose expression gave nothing', () => {
		expect(bodyOf({ name: '' }, { clearFields: ['name'] })).toStrictEqual({ name: null });
	});

	it.each(['isEmailVerified', 'addressJson', 'userId', 'nonsense'])('of %s is refused', (name) => {
		expectRefusal(() => bodyOf({}, { clearFields: [name] }), 'Clear Fields', /cannot clear/);
	});

	it('takes labels as well as names, in any case', () => {
		const clearFields = 'Date of Birth, last name, SHIPPING ADDRESSES';
		expect(bodyOf({}, { clearFields })).toStrictEqual({
			dateOfBirth: null,
			lastName: null,
			shippingAddress: [],
		});
	});

	it('of a field named twice is one', () => {
		expect(bodyOf({}, { clearFields: 'name, Name, name' })).toStrictEqual({ name: null });
	});
});

const FULL = {
	addressId: '681c94453b8e51752d8b55d9',
	name: 'Asha',
	apartment: '20/41',
	area: 'Rambagh',
	landmark: 'Fort',
	city: 'Agra',
	state: 'UP',
	pincode: 282006,
	country: 'INDIA',
};
const { addressId: _id, ...LINES } = FULL;
const SENT = { ...LINES, pincode: '282006', _id };

describe('the gender', () => {
	it.each([
		['the update', update, 'updateFields'],
		['the registration', register, 'profileFields'],
	])("is nobody's until it is chosen: %s", (_, operation, name) => {
		const collection = operation.properties.find((each) => each.name === name);
		const fields = (collection?.options ?? []) as INodeProperties[];
		const gender = fields.find((each) => each.name === 'gender');
		expect(gender?.default).toBe('');
		expect(gender?.options?.[0]).toEqual({ name: 'Choose…', value: '' });
	});

	it('is not sent where none was chosen', () => {
		expect(bodyOf({ name: 'Asha', gender: '' })).toStrictEqual({ name: 'Asha' });
	});
});

describe('addresses', () => {
	it('are sent with their filled-in lines, the ID as _id', () => {
		expect(bodyOf({ address: { value: FULL } })).toStrictEqual({ address: SENT });
		const values = [FULL, { city: 'Pune', area: ' ' }, { city: '' }];
		expect(bodyOf({ billingAddress: { values } })).toStrictEqual({
			billingAddress: [SENT, { city: 'Pune' }],
		});
	});

	it('in JSON are sent as they are', () => {
		expect(bodyOf({ addressJson: '{"city":"Agra","x":1}' })).toStrictEqual({
			address: { city: 'Agra', x: 1 },
		});
		expect(bodyOf({ shippingAddressJson: [{ city: 'Agra' }] })).toStrictEqual({
			shippingAddress: [{ city: 'Agra' }],
		});
	});

	it('in JSON that are empty leave what is stored', () => {
		const fields = {
			name: 'Asha',
			addressJson: {},
			shippingAddressJson: [],
			billingAddressJson: '[]',
		};
		expect(bodyOf(fields)).toStrictEqual({ name: 'Asha' });
	});

	it.each(['shippingAddress', 'billingAddress'])('of a list may be the only one: %s', (name) => {
		expect(bodyOf({ [`${name}Fields`]: { value: FULL } })).toStrictEqual({ [name]: [SENT] });
		const single = { [`${name}Fields`]: { value: FULL }, [name]: { values: [FULL] } };
		expect(validationErrorOf(() => bodyOf(single)).message).toMatch(/given twice/);
		const empty = { name: 'a', [`${name}Fields`]: { value: { city: '', area: null } } };
		expect(bodyOf(empty)).toStrictEqual({ name: 'a' });
		expect(userUpdate({ [`${name}Fields`]: { value: LINES } }).idempotent).toBe(false);
	});

	it.each(['address', 'shippingAddressFields', 'billingAddressFields'])(
		'%s opens with its empty lines, which n8n keeps when something else is added',
		(name) => {
			const collection = update.properties.find((each) => each.name === 'updateFields');
			const fields = (collection?.options ?? []) as INodeProperties[];
			const added = fields.find((each) => each.name === name)?.default as INodeParameters;
			const values = { updateFields: { [name]: added, name: 'Asha' } };
			const kept = NodeHelpers.getNodeParameters(
				[...update.properties],
				values,
				false,
				false,
				null,
				null,
			);
			expect(kept).toEqual(values);
			expect(bodyOf(values.updateFields)).toEqual({ name: 'Asha' });
		},
	);

	it.each(['address', 'shippingAddress', 'billingAddress'])(
		'given as %s in fields and in JSON are refused',
		(name) => {
			const fields = {
				[name]: { value: FULL, values: [FULL] },
				[`${name}Json`]: name === 'address' ? LINES : [LINES],
			};
			expect(validationErrorOf(() => bodyOf(fields)).message).toMatch(
				new RegExp(`^'${name}' is given twice`),
			);
		},
	);

	it.each([
		['shippingAddressFields', 'Shipping Address', 'text'],
		['address', 'Address', 'text'],
		['address', 'Address', { value: 'text' }],
		['address', 'Address', { value: [FULL] }],
		['billingAddress', 'Billing Addresses', { values: FULL }],
		['billingAddress', 'Billing Addresses', { values: ['text'] }],
		['shippingAddress', 'Shipping Addresses', [FULL]],
	])('set as a whole by an expression are refused: %s', (name, displayName, value) => {
		const problem = validationErrorOf(() => bodyOf({ [name]: value }));
		expect(problem.message).toBe(`'${displayName}' cannot be set as a whole`);
		expect(problem.hint).toContain(`'Whole ${displayName.replace(/es$/, '')} (JSON)'`);
	});

	it('name the line that is wrong', () => {
		const fields = { address: { value: { city: { name: 'Agra' } } } };
		expectRefusal(() => bodyOf(fields), 'Address: City', /must be text/);
	});
});

describe('repeating', () => {
	const NEW = { city: 'Pune' };
	const KNOWN = { city: 'Pune', _id };

	it.each([
		[{ name: 'a' }, true],
		[{ address: { value: NEW } }, true],
		[{ addressJson: NEW }, true],
		[{ shippingAddressJson: [KNOWN] }, true],
		[{ shippingAddressJson: [NEW] }, false],
		[{ billingAddressJson: [KNOWN, NEW] }, false],
		[{ billingAddressJson: [{ ...KNOWN, _id: ' ' }] }, false],
		[{ billingAddress: { values: [{ city: 'Pune', addressId: _id }] } }, true],
		[{ billingAddress: { values: [NEW] } }, false],
		[{ shippingAddress: { values: [{ ...NEW, addressId: '' }] } }, false],
		[{ additionalFields: { shippingAddress: [NEW] } }, false],
		[{ additionalFields: { billingAddress: NEW } }, false],
	])('%j is safe: %p', (fields, idempotent) => {
		expect(userUpdate(fields).idempotent).toBe(idempotent);
	});

	it('is safe for clearing', () => {
		expect(userUpdate({}, { clearFields: ['billingAddress'] }).idempotent).toBe(true);
	});
});

describe('the order', () => {
	it('is kept per user', () => {
		const keyOf = (value: unknown) =>
			update.prepare(
				parametersOf({ userId: { mode: 'id', value }, updateFields: { name: 'Asha' } }),
			).orderKey;
		expect(keyOf(USER_ID)).toBe(USER_ID);
		expect(keyOf(` ${USER_ID}\n`)).toBe(USER_ID);
	});
});

describe('the output', () => {
	const userData = {
		_id: 'x',
		userId: USER_ID,
		status: 'ACTIVE',
		name: null,
		email: 'a@b.co',
		countryCode: '+91',
		phone: '1',
		gender: 'MALE',
		dateOfBirth: '1990-05-31T00:00:00.000Z',
		address: { city: 'Agra' },
		migrated: false,
		createdAt: 'c',
		updatedAt: 'u',
	};
	const simplified = (body: unknown, simplify: unknown) =>
		outputOf(
			update,
			{ userId: { mode: 'id', value: USER_ID }, updateFields: { name: 'a' }, simplify },
			body,
		);

	it('is at most ten flat fields of the user when simplified', () => {
		const output = simplified({ message: 'Done', userData }, true);
		expect(output).toStrictEqual({
			userId: USER_ID,
			status: 'ACTIVE',
			name: null,
			email: 'a@b.co',
			countryCode: '+91',
			phone: '1',
			gender: 'MALE',
			dateOfBirth: '1990-05-31T00:00:00.000Z',
			createdAt: 'c',
			updatedAt: 'u',
		});
	});

	it('is the whole response otherwise', () => {
		const body = { message: 'Done', userData };
		expect(simplified(body, false)).toEqual(body);
	});

	it.each([
		[{ message: 'Done' }, { message: 'Done' }],
		[{ userData: 'none' }, { userData: 'none' }],
		[{ userData: null }, { userData: null }],
		['Done', { message: 'Done' }],
		['', { success: true }],
	])('is what there is where the response has no user: %j', (body, expected) => {
		expect(simplified(body, true)).toEqual(expected);
	});
});
