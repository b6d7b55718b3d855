/** What 'Update User' sends for what the editor or a saved workflow holds, and what it refuses to send. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { SAMPLE_USER_IDS } from '../server';
import { ConscentBench } from './support/conscent';
import { sentBody } from './support/expectations';
import { byId } from './support/cases/operationCase';

const [USER_ID] = SAMPLE_USER_IDS;
const bench = new ConscentBench();

async function update(parameters: IDataObject, item: IDataObject = {}, options: IDataObject = {}) {
	return await bench.run({
		parameters: {
			resource: 'user',
			operation: 'update',
			userId: byId(USER_ID),
			...parameters,
		} as INodeParameters,
		items: [item],
		options,
		onError: 'continueErrorOutput',
	});
}

interface SentCase {
	name: string;
	parameters: IDataObject;
	item?: IDataObject;
	body: IDataObject;
}

async function expectSent({ parameters, item, body }: SentCase) {
	const run = await update(parameters, item);

	expect(run.failed).toEqual([]);
	expect(run.success).toHaveLength(1);
	expect(bench.server.records.map(sentBody)).toEqual([body]);
	expect(bench.server.records.map(({ specErrors }) => specErrors)).toEqual([[]]);
}

interface RefusedCase {
	name: string;
	parameters: IDataObject;
	item?: IDataObject;
	message: RegExp;
}

async function expectRefused({ parameters, item, message }: RefusedCase) {
	const run = await update(parameters, item);

	expect(run.success).toEqual([]);
	expect(run.failed.map(({ json }) => json['error'])).toEqual([expect.stringMatching(message)]);
	expect(bench.server.records).toEqual([]);
}

describe('three states of a field', () => {
	const cases: SentCase[] = [
		{
			name: 'untouched: not sent',
			parameters: { updateFields: { firstName: 'Asha' } },
			body: { firstName: 'Asha' },
		},
		{
			name: 'an expression that gives nothing: not sent',
			parameters: {
				updateFields: {
					firstName: '={{ $json.first }}',
					lastName: '={{ $json.missing }}',
					phone: '={{ $json.empty }}',
					email: '={{ null }}',
				},
			},
			item: { first: 'Asha', empty: '' },
			body: { firstName: 'Asha' },
		},
		{
			name: 'set to false: sent',
			parameters: {
				updateFields: {
					enableOffers: false,
					enableNotifications: false,
					isEmailVerified: false,
					isPhoneVerified: '={{ $json.no }}',
				},
			},
			item: { no: false },
			body: {
				enableOffers: false,
				enableNotifications: false,
				isEmailVerified: false,
				isPhoneVerified: false,
			},
		},
		{
			name: 'set to 0 in JSON: sent',
			parameters: { updateFields: { additionalFields: '{ "loyaltyPoints": 0, "nickname": "" }' } },
			body: { loyaltyPoints: 0, nickname: '' },
		},
		{
			name: 'cleared: sent as null, lists as []',
			parameters: {
				clearFields: ['dateOfBirth', 'gender', 'address', 'shippingAddress', 'billingAddress'],
			},
			body: {
				dateOfBirth: null,
				gender: null,
				address: null,
				shippingAddress: [],
				billingAddress: [],
			},
		},
		{
			name: 'one set, another cleared',
			parameters: { updateFields: { name: 'Asha Rao' }, clearFields: ['phone'] },
			body: { name: 'Asha Rao', phone: null },
		},
		{
			name: 'cleared by an expression that gives a list',
			parameters: { clearFields: '={{ $json.clear }}' },
			item: { clear: ['phone', 'countryCode'] },
			body: { phone: null, countryCode: null },
		},
	];

	test.each(cases)('$name', expectSent);

	test.each<RefusedCase>([
		{ name: 'nothing to send', parameters: {}, message: /Nothing to update/ },
		{
			name: 'only expressions that give nothing',
			parameters: { updateFields: { name: '={{ $json.missing }}' } },
			message: /Nothing to update/,
		},
		{
			name: 'a field both set and cleared',
			parameters: { updateFields: { phone: '9867979689' }, clearFields: ['phone'] },
			message: /'phone' is given twice: by 'Phone' and by 'Clear Fields'/,
		},
		{
			name: 'a field that cannot be cleared',
			parameters: { clearFields: ['={{ "__proto__" }}'] },
			message: /'Clear Fields' cannot clear/,
		},
	])('refused: $name', expectRefused);
});

describe('fields', () => {
	test.each<SentCase>([
		{
			name: 'all simple fields, from an item',
			parameters: {
				updateFields: {
					name: '={{ $json.name }}',
					firstName: '={{ $json.first }}',
					lastName: '={{ $json.last }}',
					email: '={{ $json.mail }}',
					phone: '={{ $json.phone }}',
					countryCode: '={{ $json.code }}',
					gender: '={{ $json.gender }}',
				},
			},
			item: {
				name: 'Zoë O’Neil-日本 "quoted"',
				first: 'Zoë',
				last: 'O’Neil',
				mail: ' zoe@example.com ',
				phone: 9867979689,
				code: '+91',
				gender: 'OTHERS',
			},
			body: {
				name: 'Zoë O’Neil-日本 "quoted"',
				firstName: 'Zoë',
				lastName: 'O’Neil',
				email: 'zoe@example.com',
				phone: '9867979689',
				countryCode: '+91',
				gender: 'OTHERS',
			},
		},
		{
			name: 'a day of birth stays that day',
			parameters: { updateFields: { dateOfBirth: '1990-05-31' } },
			body: { dateOfBirth: '1990-05-31T00:00:00.000Z' },
		},
		{
			name: "the editor's date picker, which writes no time zone",
			parameters: { updateFields: { dateOfBirth: '1990-05-31T00:00:00' } },
			body: { dateOfBirth: '1990-05-31T00:00:00.000Z' },
		},
		{
			name: 'a Luxon date from an expression',
			parameters: {
				updateFields: { dateOfBirth: "={{ DateTime.fromISO('1990-05-31T00:00:00Z').toUTC() }}" },
			},
			body: { dateOfBirth: '1990-05-31T00:00:00.000Z' },
		},
		{
			name: 'a Luxon date, whose day no time zone moves',
			parameters: {
				updateFields: {
					dateOfBirth: "={{ DateTime.fromISO('1990-05-31', { zone: 'Asia/Kolkata' }) }}",
				},
			},
			body: { dateOfBirth: '1990-05-31T00:00:00.000Z' },
		},
		{
			name: 'a date of JavaScript at midnight UTC',
			parameters: { updateFields: { dateOfBirth: "={{ new Date('1990-05-31') }}" } },
			body: { dateOfBirth: '1990-05-31T00:00:00.000Z' },
		},
		{
			name: 'additional fields as an object from an expression',
			parameters: { updateFields: { additionalFields: '={{ $json.more }}' } },
			item: { more: { plan: { tier: 2 }, tags: ['a', 'b'] } },
			body: { plan: { tier: 2 }, tags: ['a', 'b'] },
		},
	])('sent: $name', expectSent);

	test.each<RefusedCase>([
		{
			name: 'no email address',
			parameters: { updateFields: { email: 'asha(at)example.com' } },
			message: /'Email' is not an email address: 'asha\(at\)example\.com'/,
		},
		{
			name: 'a country code without plus',
			parameters: { updateFields: { countryCode: '91' } },
			message: /'Country Code' is not a country code/,
		},
		{
			name: 'a gender the API does not know',
			parameters: { updateFields: { gender: '={{ $json.gender }}' } },
			item: { gender: 'woman' },
			message: /'Gender'/,
		},
		{
			name: '30 February',
			parameters: { updateFields: { dateOfBirth: '1990-02-30' } },
			message: /'Date of Birth'/,
		},
		{
			name: 'a birth in the future',
			parameters: { updateFields: { dateOfBirth: '2999-01-01' } },
			message: /'Date of Birth' is in the future/,
		},
		{
			name: 'text that an expression left unresolved',
			parameters: {
				updateFields: {
					name: '=Dear {{ "" }}{{ $json.missing }}undefined'.slice(0, 0) + 'undefined',
				},
			},
			message: /'Name' holds the text 'undefined'/,
		},
		{
			name: 'a whole object where text belongs',
			parameters: { updateFields: { name: '={{ $json.person }}' } },
			item: { person: { first: 'Asha' } },
			message: /'Name'/,
		},
		{
			name: 'JSON that is a list',
			parameters: { updateFields: { additionalFields: '[1, 2]' } },
			message: /'Unlisted Fields \(JSON\)' must be a JSON object/,
		},
		{
			name: 'JSON that does not parse, without quoting it',
			parameters: { updateFields: { additionalFields: '{ "ssn": 123-45 }' } },
			message: /^(?!.*123).*'Unlisted Fields \(JSON\)' is not valid JSON/,
		},
		{
			name: '__proto__ in JSON',
			parameters: { updateFields: { additionalFields: '{ "__proto__": { "admin": true } }' } },
			message: /'__proto__'/,
		},
		{
			name: '__proto__ deep in JSON',
			parameters: { updateFields: { additionalFields: '{ "a": [{ "__proto__": 1 }] }' } },
			message: /'__proto__'/,
		},
		{
			name: 'the same key twice in JSON',
			parameters: { updateFields: { additionalFields: '{ "plan": 1, "plan": 2 }' } },
			message: /'plan' twice/,
		},
		{
			name: 'the same key in a field and in additional fields',
			parameters: {
				updateFields: { email: 'a@example.com', additionalFields: '{ "email": "b@example.com" }' },
			},
			message: /'email' is given twice: by 'Email' and by 'Unlisted Fields \(JSON\)'/,
		},
		{
			name: 'the same key in additional fields and cleared',
			parameters: {
				updateFields: { additionalFields: '{ "email": "b@example.com" }' },
				clearFields: ['email'],
			},
			message: /'email' is given twice/,
		},
	])('refused: $name', expectRefused);
});

describe('addresses', () => {
	const home = {
		apartment: '20/41 Rambagh',
		city: 'Agra',
		state: 'UP',
		pincode: '282006',
		country: 'INDIA',
	};
	const office = { name: 'Office', city: 'Delhi' };

	test.each<SentCase>([
		{
			name: 'one address by its fields',
			parameters: { updateFields: { address: { value: home } } },
			body: { address: home },
		},
		{
			name: 'several by their fields, one of them known by its id',
			parameters: {
				updateFields: {
					billingAddress: { values: [home, { ...office, addressId: '681c94453b8e51752d8b55d8' }] },
				},
			},
			body: { billingAddress: [home, { ...office, _id: '681c94453b8e51752d8b55d8' }] },
		},
		{
			name: 'by fields with expressions, whose empty ones are left out',
			parameters: {
				updateFields: {
					shippingAddress: {
						values: [
							{
								city: '={{ $json.city }}',
								state: '={{ $json.none }}',
								pincode: '={{ $json.pin }}',
							},
						],
					},
				},
			},
			item: { city: 'Agra', pin: 282006 },
			body: { shippingAddress: [{ city: 'Agra', pincode: '282006' }] },
		},
		{
			name: 'as JSON text',
			parameters: { updateFields: { addressJson: JSON.stringify(home) } },
			body: { address: home },
		},
		{
			name: 'a list from an expression',
			parameters: { updateFields: { shippingAddressJson: '={{ $json.addresses }}' } },
			item: { addresses: [home, office] },
			body: { shippingAddress: [home, office] },
		},
		{
			name: 'an empty list as JSON leaves what is stored, as emptying is for Clear Fields',
			parameters: { updateFields: { billingAddressJson: '={{ [] }}', name: 'Asha' } },
			body: { name: 'Asha' },
		},
	])('sent: $name', expectSent);

	test.each<RefusedCase>([
		{
			name: 'fields and JSON for the same address',
			parameters: { updateFields: { address: { value: home }, addressJson: '{ "city": "Agra" }' } },
			message: /'address' is given twice: by 'Address' and by 'Whole Address \(JSON\)'/,
		},
		{
			name: 'fields and JSON for the same list',
			parameters: {
				updateFields: {
					billingAddress: { values: [home] },
					billingAddressJson: '[{ "city": "Agra" }]',
				},
			},
			message: /'billingAddress' is given twice/,
		},
		{
			name: 'an object where a list belongs',
			parameters: { updateFields: { shippingAddressJson: '{ "city": "Agra" }' } },
			message: /must be a JSON list/,
		},
		{
			name: 'a list where an object belongs',
			parameters: { updateFields: { addressJson: '[{ "city": "Agra" }]' } },
			message: /must be a JSON object/,
		},
		{
			name: '__proto__ in an address',
			parameters: { updateFields: { addressJson: '{ "__proto__": { "city": "Agra" } }' } },
			message: /'__proto__'/,
		},
	])('refused: $name', expectRefused);
});

describe('user id', () => {
	test.each([
		'../multi-user/1',
		'a b&userId=c',
		'x#y',
		'%2e%2e',
		'ü/日本',
		'681c74b2333e169d16a7e58b?x=1',
	])('%s stays one value of the query', async (id) => {
		await update({ userId: byId('={{ $json.id }}'), updateFields: { name: 'x' } }, { id });

		expect(bench.server.records).toHaveLength(1);
		expect(bench.server.records[0]).toMatchObject({
			path: '/api/v2/client/update-user',
			query: { userId: id },
		});
	});

	test('spaces around it are a copying mishap', async () => {
		await expectSent({
			name: '',
			parameters: { userId: byId(` ${USER_ID}\n`), updateFields: { name: 'x' } },
			body: { name: 'x' },
		});
		expect(bench.server.records[0]?.query).toEqual({ userId: USER_ID });
	});

	test.each<RefusedCase>([
		{ name: 'empty', parameters: {}, item: { id: '' }, message: /'User' is empty/ },
		{ name: 'missing', parameters: {}, item: {}, message: /'User' is empty/ },
		{ name: 'null', parameters: {}, item: { id: null }, message: /'User' is empty/ },
		{
			name: 'undefined as text',
			parameters: {},
			item: { id: 'undefined' },
			message: /'undefined'/,
		},
		{ name: 'null as text', parameters: {}, item: { id: 'null' }, message: /'null'/ },
		{
			name: 'an object as text',
			parameters: {},
			item: { id: '[object Object]' },
			message: /object Object/,
		},
		{
			name: 'an object',
			parameters: {},
			item: { id: { _id: 'x' } },
			message: /'User' must be text/,
		},
		{ name: 'dots', parameters: {}, item: { id: '..' }, message: /'User' cannot be/ },
	])('refused: $name', async (refused) => {
		const parameters = { userId: byId('={{ $json.id }}'), updateFields: { name: 'x' } };
		await expectRefused({ ...refused, parameters });
	});
});
