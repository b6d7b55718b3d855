import { CONTENT_FIELDS } from '../../../nodes/Conscent/fields/content';
import { DOWNLOAD, PRICE_OVERRIDES } from '../../../nodes/Conscent/fields/contentGroups';
import { MIGRATION_ADDRESS } from '../../../nodes/Conscent/fields/migration';
import { generate } from '../../../nodes/Conscent/resources/coupon/generate';
import type { BodyField } from '../../../nodes/shared/input/body';
import { expectRefusal, validationErrorOf } from '../shared/support/refusals';
import { outputOf, requestOf } from './support/requests';

const FIELD = 'Some Field';
const parse = ({ parse: read }: BodyField, value: unknown) => read(value, FIELD, 'UTC');

describe('a download', () => {
	const file = { fileName: 'monsoon.pdf', url: 'https://news.example.com/monsoon.pdf' };

	it('is a PDF with name and address', () => {
		expect(parse(DOWNLOAD, { value: file })).toEqual({ ...file, fileType: 'PDF' });
	});

	it.each([{ value: undefined }, {}, ''])('is none where %j is filled in', (value) => {
		expect(parse(DOWNLOAD, value)).toBeUndefined();
	});

	it.each([{ value: { fileName: 'a' } }, { value: { ...file, fileName: ' ' } }, { value: {} }])(
		'is refused in part: %j',
		(value) => {
			expectRefusal(() => parse(DOWNLOAD, value), FIELD, /needs '(File Name|URL)'$/);
			expect(validationErrorOf(() => parse(DOWNLOAD, value)).hint).toBe(
				"Fill in 'File Name' and 'URL'.",
			);
		},
	);

	it.each(['text', 7, [file], { value: [file] }])('is refused as a whole: %j', (value) => {
		expectRefusal(() => parse(DOWNLOAD, value), FIELD, /cannot be set as a whole/);
	});
});

describe('price overrides', () => {
	it('are a list of countries with prices, 0 included', () => {
		const values = [
			{ name: 'US', price: '9.5' },
			{ name: 'GL', price: 0 },
		];
		const country = [
			{ name: 'US', price: 9.5 },
			{ name: 'GL', price: 0 },
		];
		expect(parse(PRICE_OVERRIDES, { values })).toEqual({ country });
		expect(parse(PRICE_OVERRIDES, {})).toBeUndefined();
		expect(parse(PRICE_OVERRIDES, { values: [] })).toBeUndefined();
	});

	it.each([{ name: 'US' }, { price: 1 }, { name: '', price: 1 }])(
		'are refused in part: %j',
		(row) => {
			expectRefusal(
				() => parse(PRICE_OVERRIDES, { values: [row] }),
				FIELD,
				/needs '(Country|Price)'$/,
			);
		},
	);

	it.each(['text', [1], { values: {} }, { values: ['US'] }])(
		'are refused as a whole: %j',
		(value) => {
			expectRefusal(() => parse(PRICE_OVERRIDES, value), FIELD, /cannot be set as a whole/);
		},
	);
});

describe('a field of a content that an expression leaves empty', () => {
	it.each([
		['categories', []],
		['sections', ['', ' ']],
		['tags', ' , '],
		['pixels', {}],
		['pixels', '{}'],
	])('leaves what is stored: %s of %j', (name, value) => {
		const field = CONTENT_FIELDS.find(({ property }) => property.name === name) as BodyField;
		expect(parse(field, value)).toBeUndefined();
	});
});

describe('the address of a migration', () => {
	it('has the lines that are filled in', () => {
		const value = { address: '12B', city: '', postcode: 411001, state: null };
		expect(parse(MIGRATION_ADDRESS, { value })).toEqual({ address: '12B', postcode: '411001' });
	});

	it.each([{}, { value: {} }, { value: { city: ' ' } }, null])(
		'is none where %j is filled in',
		(value) => {
			expect(parse(MIGRATION_ADDRESS, value)).toBeUndefined();
		},
	);

	it.each(['text', [1], { value: 'Pune' }])('is refused as a whole: %j', (value) => {
		expectRefusal(() => parse(MIGRATION_ADDRESS, value), FIELD, /cannot be set as a whole/);
	});
});

describe('the coupons that come back', () => {
	const outputs = (body: unknown) =>
		outputOf(
			generate,
			{ couponName: 'W', clientId: '1', codesMode: 'autoAllocate', quantity: 2 },
			body,
		);

	it('are one item each, whatever the list is called', () => {
		const coupons = [{ couponCode: 'A' }, { couponCode: 'B' }];
		expect(outputs({ message: 'Done', coupons })).toEqual(coupons);
		expect(outputs(coupons)).toEqual(coupons);
		expect(outputs({ codes: ['A', 'B'] })).toEqual(coupons);
	});

	it('are shown whole where there is no list of them', () => {
		expect(outputs({ message: 'Done', coupons: [] })).toEqual({ message: 'Done', coupons: [] });
		expect(outputs('')).toEqual({ success: true });
	});
});

describe('coupons', () => {
	const coupons = (parameters: object) =>
		requestOf(generate, {
			couponName: ' WELCOME ',
			clientId: '5fbb40b07dd98b0e89d90a25',
			codesMode: 'autoAllocate',
			quantity: 2,
			...parameters,
		});

	it('are made by Conscent or by the user, and never twice', () => {
		const base = { couponName: 'WELCOME', clientId: '5fbb40b07dd98b0e89d90a25' };
		expect(coupons({})).toMatchObject({
			method: 'POST',
			body: { ...base, quantity: 2 },
			idempotent: false,
		});
		const own = coupons({ codesMode: 'autoAccept', couponCodes: 'A, B' });
		expect(own.body).toEqual({ ...base, couponCodes: ['A', 'B'] });
	});

	it.each([
		[{ couponName: '' }, 'Coupon Name'],
		[{ couponName: null }, 'Coupon Name'],
		[{ quantity: 0 }, 'Quantity'],
		[{ quantity: 1.5 }, 'Quantity'],
		[{ codesMode: 'none' }, 'Codes'],
		[{ codesMode: 'autoAccept', couponCodes: ' , ' }, 'Coupon Codes'],
	])('are refused with %j', (parameters, field) => {
		expectRefusal(() => coupons(parameters), field);
	});
});
