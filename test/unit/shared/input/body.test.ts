import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { BodyField } from '../../../../nodes/shared/input/body';
import { BodyBuilder, keyOf } from '../../../../nodes/shared/input/body';
import { ValidationError } from '../../../../nodes/shared/input/validationError';
import { expectRefusal, validationErrorOf } from '../support/refusals';
import '../support/patience';

function field(name: string, extra: Partial<BodyField> = {}): BodyField {
	return {
		property: { displayName: `The ${name}`, name, type: 'string', default: '' },
		parse: (value) => value as string,
		...extra,
	};
}

/** Two fields fill the same key, as an address and its JSON do. */
const FIELDS: BodyField[] = [
	field('name', { emptyValue: null }),
	field('count', { emptyValue: null }),
	field('list', { emptyValue: [] }),
	field('listJson', { key: 'list' }),
	field('flag'),
];

const nothing = fc.constantFrom(undefined, null, '', ' ', '\n\t ');
const something = fc.oneof(
	fc.constantFrom<unknown>(false, 0, true, 'text', ' a ', '0', [], {}),
	fc.jsonValue().filter((value) => value !== null && !(typeof value === 'string' && !value.trim())),
);

/** What a user did: a value (or nothing) per field, the fields to clear, further keys as JSON. */
const form = fc.record({
	values: fc.dictionary(
		fc.constantFrom(...FIELDS.map(({ property }) => property.name)),
		fc.oneof(nothing, something),
	),
	clear: fc.uniqueArray(fc.constantFrom('name', 'count', 'list')),
	more: fc.dictionary(fc.constantFrom('name', 'flag', 'other', 'list'), fc.jsonValue(), {
		maxKeys: 1,
	}),
});

type Form = typeof form extends fc.Arbitrary<infer T> ? T : never;

/** Every key and the value it is given, in the order they are given; a key may be there several times. */
function gifts({ values, clear, more }: Form): Array<[key: string, value: unknown]> {
	const isSomething = (value: unknown) =>
		value !== undefined && value !== null && String(typeof value === 'string' ? value.trim() : 'x');
	const set = FIELDS.filter(({ property }) => isSomething(values[property.name]));
	const cleared = clear.map((name) => FIELDS.find(({ property }) => property.name === name));
	return [
		...set.map((given): [string, unknown] => [keyOf(given), values[given.property.name]]),
		...cleared.map((given): [string, unknown] => [keyOf(given as BodyField), given?.emptyValue]),
		...Object.entries(more),
	];
}

function build({ values, clear, more }: Form): IDataObject {
	return new BodyBuilder()
		.setFields(FIELDS, values as IDataObject)
		.clear(FIELDS, clear, 'Clear Fields')
		.setAll(more as IDataObject, 'Additional Fields')
		.buildUpdate('Update Fields');
}

describe('BodyBuilder', () => {
	it('sends what is set and what is cleared, nothing that is untouched, and no key twice', () => {
		fc.assert(
			fc.property(form, (filledIn) => {
				const given = gifts(filledIn);
				const keys = given.map(([key]) => key);
				if (given.length === 0 || new Set(keys).size < keys.length) {
					expect(() => build(filledIn)).toThrow(ValidationError);
				} else {
					expect(build(filledIn)).toEqual(Object.fromEntries(given));
				}
			}),
			{ numRuns: 500 },
		);
	});

	it.each([[false], [0], [''], [[]]])('keeps %j that the parser gives', (value) => {
		const body = new BodyBuilder().setFields([field('x', { parse: () => value })], { x: 'given' });
		expect(body.buildUpdate('Fields')).toEqual({ x: value });
	});

	it('leaves a form untouched that amounts to nothing', () => {
		const empty = field('address', { parse: () => undefined });
		const body = new BodyBuilder().setFields([empty], { address: {} });
		expect(body.isEmpty).toBe(true);
	});

	it("hands the field's display name to its parser", () => {
		const parse = jest.fn().mockReturnValue('parsed');
		new BodyBuilder().setFields([field('name', { parse })], { name: 'given' });
		expect(parse).toHaveBeenCalledWith('given', 'The name', 'UTC');
	});

	it('says which two fields give the same key', () => {
		const both = () => new BodyBuilder().setFields(FIELDS, { list: 'a', listJson: 'b' });
		expectRefusal(
			both,
			'The listJson',
			/'list' is given twice: by 'The list' and by 'The listJson'/,
		);
	});

	it('names the field that has no value when there is nothing to send', () => {
		expectRefusal(
			() => new BodyBuilder().buildUpdate('Update Fields'),
			'Update Fields',
			/^Nothing/,
		);
	});

	it.each(['flag', 'listJson', 'unknown', ''])('refuses to clear %j', (name) => {
		const clear = () => new BodyBuilder().clear(FIELDS, [name], 'Clear Fields');
		expectRefusal(clear, 'Clear Fields', new RegExp(`cannot clear '${name}'`));
	});

	it('refuses a key that would change the body itself', () => {
		const set = () => new BodyBuilder().set('__proto__', 'x', 'The name');
		expectRefusal(set, 'The name', /key '__proto__'/);
	});

	it('leaves out keys of JSON that have no value', () => {
		const body = new BodyBuilder().setAll({ a: undefined, b: null, c: 0 } as IDataObject, 'JSON');
		expect(body.buildUpdate('Fields')).toStrictEqual({ b: null, c: 0 });
	});

	it('names both fields when JSON repeats a field', () => {
		const body = new BodyBuilder().setFields(FIELDS, { name: 'a' });
		const { message } = validationErrorOf(() => body.setAll({ name: 'b' }, 'Additional Fields'));
		expect(message).toBe("'name' is given twice: by 'The name' and by 'Additional Fields'");
	});

	it('keeps a reserved key for later: no field gives it, and it is nothing to send', () => {
		const body = () => new BodyBuilder().reserve('name', 'User');
		expectRefusal(() => body().setFields(FIELDS, { name: 'a' }), 'The name', /by 'User'/);
		expectRefusal(() => body().buildUpdate('Update Fields'), 'Update Fields', /^Nothing/);
		expect(body().setFields(FIELDS, { count: '1' }).buildUpdate('Update Fields')).toEqual({
			count: '1',
		});
	});
});
