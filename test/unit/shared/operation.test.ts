import type { ApiRequest, Operation, RequestOperation } from '../../../nodes/shared/operation';
import { converse } from '../../../nodes/shared/operation';
import { path } from '../../../nodes/shared/input/path';
import { parametersOf } from './support/parameters';

const TEXTS = {
	value: 'get',
	name: 'Get',
	action: 'Get thing',
	description: 'Gets',
	properties: [],
};
const REQUEST: ApiRequest = { method: 'GET', path: path`/things`, idempotent: true };
const PARAMETERS = parametersOf({});

describe('converse', () => {
	it('makes one request of an operation, and its output of the answer', () => {
		const operation: RequestOperation = {
			...TEXTS,
			request: jest.fn(() => REQUEST),
			output: jest.fn(({ body }) => ({ got: body as string })),
		};
		const conversation = converse(operation, PARAMETERS);
		expect(operation.request).not.toHaveBeenCalled();
		expect(conversation.next()).toEqual({ done: false, value: REQUEST });
		const answer = { status: 200, body: 'this' };
		expect(conversation.next(answer)).toEqual({ done: true, value: { got: 'this' } });
		expect(operation.request).toHaveBeenCalledWith(PARAMETERS);
		expect(operation.output).toHaveBeenCalledWith(answer, PARAMETERS);
	});

	it('leaves an operation of several requests to itself', () => {
		const operation: Operation = {
			...TEXTS,
			*conversation() {
				const first = yield REQUEST;
				const second = yield { ...REQUEST, idempotent: false };
				return { bodies: [first.body as string, second.body as string] };
			},
		};
		const conversation = converse(operation, PARAMETERS);
		expect(conversation.next().value).toBe(REQUEST);
		expect(conversation.next({ status: 200, body: 'a' }).value).toMatchObject({
			idempotent: false,
		});
		expect(conversation.next({ status: 200, body: 'b' })).toEqual({
			done: true,
			value: { bodies: ['a', 'b'] },
		});
	});
});
