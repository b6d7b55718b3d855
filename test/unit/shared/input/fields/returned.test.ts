import { LIMIT, RETURN_ALL, readLimit } from '../../../../../nodes/shared/input/fields/returned';
import { parametersOf } from '../../support/parameters';
import { expectRefusal } from '../../support/refusals';

describe('readLimit', () => {
	const read = (parameters: object) => readLimit(parametersOf({ ...parameters }));

	it.each([
		[{ returnAll: true, limit: 5 }, Infinity],
		[{ returnAll: false, limit: 5 }, 5],
		[{ returnAll: false, limit: '7' }, 7],
		[{ limit: null }, LIMIT.default],
	])('of %j is %p', (parameters, limit) => {
		expect(read(parameters)).toBe(limit);
	});

	it.each([0, -1, 2.5, 'many', Number.NaN, Infinity, {}])('refuses %p', (limit) => {
		expectRefusal(() => read({ returnAll: false, limit }), 'Limit', /whole number from 1/);
	});

	it('says in the editor when the limit counts', () => {
		expect(LIMIT.displayOptions).toEqual({ show: { [RETURN_ALL.name]: [false] } });
	});
});
