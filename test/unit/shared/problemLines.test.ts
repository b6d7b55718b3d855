import * as fc from 'fast-check';
import { problemLines } from '../../../nodes/shared/problemLines';
import './support/patience';

describe('the words of an error answer', () => {
	it.each([
		['  Bad Gateway \n', ['Bad Gateway']],
		[{ message: 'a', error: 'Bad Request' }, ['a']],
		[{ message: '', error: 'b' }, ['b']],
		[{ error: { message: 'a' } }, ['a']],
		[{ error: { errors: ['a', 'b'] } }, ['a', 'b']],
		[
			{ errors: { name: 'is empty', email: ['is taken', 'is old'] } },
			['name: is empty', 'email: is taken', 'email: is old'],
		],
		[{ title: 'Invalid', detail: 'No such plan' }, ['No such plan']],
		[{ data: { message: 'a' }, status: 400 }, []],
		[{ message: 7 }, []],
		[null, []],
	])('of %j', (body, texts) => {
		expect(problemLines(body).map(({ text }) => text)).toEqual(texts);
	});

	it.each([
		[{ errors: [{ path: 'email', msg: 'is taken' }] }, 'email'],
		[{ errors: [{ property: 'email', message: 'is taken' }] }, 'email'],
		[{ errors: { email: ['is taken'] } }, 'email'],
		[{ message: 'is taken', field: 'email' }, 'email'],
		[{ message: 'is taken' }, undefined],
	])('name the field of %j', (body, field) => {
		expect(problemLines(body)[0]?.field).toBe(field);
	});

	it('are never empty, whatever the answer is', () => {
		fc.assert(
			fc.property(fc.oneof(fc.jsonValue(), fc.anything()), (body) => {
				for (const { text } of problemLines(body)) expect(text.trim()).not.toBe('');
			}),
		);
	});
});
