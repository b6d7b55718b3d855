import { Parameters, RunParameters } from '../../../../nodes/shared/input/parameters';
import { parametersOf } from '../support/parameters';
import { expectRefusal } from '../support/refusals';

describe('the parameters of a run', () => {
	const TYPED: Record<string, unknown> = {
		fixed: 'Asha',
		hidden: null,
		list: [{ name: 'a', on: true, count: 7 }],
		text: '={{ $json.name }}',
		inList: [{ name: 'a' }, { name: '={{ $json.name }}' }],
		inKey: { '={{ $json.name }}': 1 },
		inside: 'a = b',
	};

	function read(names: string[], itemCount: number) {
		const resolved = jest.fn((name: string, itemIndex: number) => `${name} of ${itemIndex}`);
		const parameters = new RunParameters({ typed: (name) => TYPED[name], resolved }, 'UTC');
		const values = Array.from({ length: itemCount }, (_, itemIndex) => {
			const item = parameters.forItem(itemIndex);
			return names.map((name) => item.value(name));
		});
		return { values, calls: resolved.mock.calls };
	}

	it.each(['fixed', 'hidden', 'list', 'inside', 'unknown'])(
		'are read once where they hold no expression: %s',
		(name) => {
			const { values, calls } = read([name], 3);
			expect(values).toEqual([[`${name} of 0`], [`${name} of 0`], [`${name} of 0`]]);
			expect(calls).toEqual([[name, 0]]);
		},
	);

	it.each(['text', 'inList', 'inKey'])('are read for each item where they do: %s', (name) => {
		const { values, calls } = read([name, name], 2);
		expect(values).toEqual([
			[`${name} of 0`, `${name} of 0`],
			[`${name} of 1`, `${name} of 1`],
		]);
		expect(calls).toEqual([
			[name, 0],
			[name, 1],
		]);
	});
});

describe('a field that was left empty', () => {
	const EXPRESSION = '={{ $json.id }}';

	function isLeftEmpty(typed: unknown, resolved: unknown = ''): boolean {
		const parameters = new RunParameters({ typed: () => typed, resolved: () => resolved }, 'UTC');
		return parameters.forItem(0).isLeftEmpty('id');
	}

	it.each([[''], ['  '], [{ mode: 'id', value: '' }], [{ __rl: true, mode: 'id', value: ' ' }]])(
		'is one with the typed text %j',
		(typed) => expect(isLeftEmpty(typed)).toBe(true),
	);

	it.each([
		[EXPRESSION],
		['='],
		[{ mode: 'id', value: EXPRESSION }],
		[{ mode: 'id', value: '=' }],
		[{ mode: 'id', value: '7' }],
		[{ mode: 'id', value: null }],
		[{ mode: 'id' }],
		['7'],
		[0],
		[null],
		[undefined],
	])('is none with %j typed, whatever it comes to', (typed) => {
		for (const resolved of ['', ' ', null, undefined, { mode: 'id', value: '' }]) {
			expect(isLeftEmpty(typed, resolved)).toBe(false);
		}
	});

	it('is asked for once in a run', () => {
		const typed = jest.fn(() => '');
		const parameters = new RunParameters({ typed, resolved: () => '' }, 'Asia/Kolkata');
		expect(parameters.forItem(0).timezone).toBe('Asia/Kolkata');
		for (const item of [0, 1]) {
			expect(parameters.forItem(item).value('id')).toBe('');
			expect(parameters.forItem(item).isLeftEmpty('id')).toBe(true);
		}
		expect(typed).toHaveBeenCalledTimes(1);
	});

	it('is told by its value where nothing else is known', () => {
		expect(new Parameters(() => '').isLeftEmpty('id')).toBe(true);
		expect(new Parameters(() => '7').isLeftEmpty('id')).toBe(false);
	});
});

describe('Parameters', () => {
	it('resolves each parameter once, also one without a value', () => {
		const resolve = jest.fn((name: string) => (name === 'a' ? 1 : undefined));
		const parameters = new Parameters(resolve);
		const values = ['a', 'a', 'b', 'b'].map((name) => parameters.value(name));
		expect(values).toEqual([1, 1, undefined, undefined]);
		expect(resolve.mock.calls).toEqual([['a'], ['b']]);
	});

	it('fails with what resolving fails with', () => {
		const parameters = new Parameters(() => {
			throw new Error('no such expression');
		});
		expect(() => parameters.value('a')).toThrow('no such expression');
	});

	it.each([
		['update', 'update'],
		[null, ''],
		[undefined, ''],
		[7, '7'],
	])('reads the choice %j as %j', (value, expected) => {
		expect(parametersOf({ a: value }).choice('a')).toBe(expected);
	});

	it.each([
		[true, true],
		['true', true],
		[false, false],
		['false', false],
		[null, false],
	])('reads the toggle %j as %p', (value, expected) => {
		expect(parametersOf({ a: value }).isOn('a')).toBe(expected);
	});

	it.each([
		[
			{ __rl: true, mode: 'email', value: 'a@b.co' },
			{ mode: 'email', value: 'a@b.co' },
		],
		[{ value: 7 }, { mode: 'id', value: 7 }],
		['plain', { mode: 'id', value: 'plain' }],
		[{ other: 1 }, { mode: 'id', value: { other: 1 } }],
		[null, { mode: 'id', value: null }],
	])('reads the locator %j', (value, expected) => {
		expect(parametersOf({ a: value }).locator('a')).toEqual(expected);
	});

	it.each([[null], [undefined], ['']])('reads the collection %j as empty', (value) => {
		expect(parametersOf({ a: value }).collection('a', 'Field')).toEqual({});
	});

	it('reads a collection as it is, and refuses anything else', () => {
		const fields = { name: 'Asha' };
		expect(parametersOf({ a: fields }).collection('a', 'Field')).toBe(fields);
		for (const value of ['text', 7, [], [1]]) {
			expectRefusal(() => parametersOf({ a: value }).collection('a', 'Field'), 'Field');
		}
	});

	it.each([
		[null, []],
		['', []],
		[
			['a', 'b'],
			['a', 'b'],
		],
		['a, b', ['a', 'b']],
		['a', ['a']],
		['a,,b, ', ['a', 'b']],
		[[], []],
	])('reads the choices %j as %j', (value, expected) => {
		expect(parametersOf({ a: value }).choices('a', 'Field')).toEqual(expected);
	});

	it.each([[7], [[7]], [{}], [['a', null]], [true]])('refuses the choices %j', (value) => {
		expectRefusal(() => parametersOf({ a: value }).choices('a', 'Field'), 'Field');
	});
});
