import * as fc from 'fast-check';
import { errorLines } from '../../../../nodes/shared/output/apiErrorBody';
import '../support/patience';

describe('the words of an error response', () => {
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
		[
			{
				message: 'Validation failed',
				errors: { title: ['must not be empty'], price: ['must be a number'], currency: ['a', 'b'] },
			},
			[
				'Validation failed',
				'title: must not be empty',
				'price: must be a number',
				'currency: a',
				'currency: b',
			],
		],
		[
			{ errors: { title: 'must not be empty', price: 'must be a number' } },
			['title: must not be empty', 'price: must be a number'],
		],
		[
			{ errors: { title: { msg: 'is empty' }, price: ['is old'] } },
			['title: is empty', 'price: is old'],
		],
		[{ errors: { message: 'is old', code: 'E7' } }, ['is old']],
		[{ details: { errors: ['a', 'b'] } }, ['a', 'b']],
		[{ details: { title: 'Invalid', status: 400 } }, ['Invalid']],
		[{ errors: {} }, []],
		[
			{
				message: [
					{ property: 'email', constraints: { isEmail: 'email must be an email' } },
					{ property: 'name', constraints: { isString: 'a', isNotEmpty: 'b' }, children: [] },
					{ property: 'address', children: [{ property: 'city', constraints: { isString: 'c' } }] },
				],
			},
			['email must be an email', 'a', 'b', 'c'],
		],
		[{ title: 'Invalid', detail: 'No such plan' }, ['No such plan']],
		[{ data: { message: 'a' }, status: 400 }, []],
		[{ message: 7 }, []],
		[null, []],
	])('of %j', (body, texts) => {
		expect(errorLines(body).map(({ text }) => text)).toEqual(texts);
	});

	it.each([
		[{ errors: [{ path: 'email', msg: 'is taken' }] }, 'email'],
		[{ errors: [{ property: 'email', message: 'is taken' }] }, 'email'],
		[{ errors: { email: ['is taken'] } }, 'email'],
		[{ message: 'is taken', field: 'email' }, 'email'],
		[{ message: 'is taken' }, undefined],
		[{ errors: { title: ['is empty'] } }, 'title'],
		[{ message: [{ property: 'email', constraints: { isEmail: 'is none' } }] }, 'email'],
		[{ errors: [{ property: 'a', children: [{ property: 'b', constraints: { x: 'y' } }] }] }, 'b'],
		[{ field: 'email', message: { message: 'is taken' } }, 'email'],
		[{ statusCode: 404, path: '/api/v2/client/update-user', message: 'Not Found' }, undefined],
		[{ path: '/api/v2/client', field: 'email', message: 'is taken' }, 'email'],
		[{ field: 'your email', message: 'is taken' }, undefined],
		[{ field: '', message: 'is taken' }, undefined],
		[{ field: 'x'.repeat(101), message: 'is taken' }, undefined],
		[{ errors: { 'the whole body': ['is odd'] } }, undefined],
	])('name the field of %j', (body, field) => {
		expect(errorLines(body)[0]?.field).toBe(field);
	});

	it('are never empty, whatever the response is', () => {
		fc.assert(
			fc.property(fc.oneof(fc.jsonValue(), fc.anything()), (body) => {
				for (const { text } of errorLines(body)) expect(text.trim()).not.toBe('');
			}),
		);
	});
});
