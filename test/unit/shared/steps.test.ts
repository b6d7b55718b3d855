import { path } from '../../../nodes/shared/input/path';
import { RunMemory } from '../../../nodes/shared/memory';
import type { ApiRequest, ApiResponse, StepsTo } from '../../../nodes/shared/operation';
import { EndWith, runSteps, stepsOf } from '../../../nodes/shared/steps';

const REQUEST: ApiRequest = { method: 'GET', path: path`/things`, idempotent: true };

function responseOf(body: string): ApiResponse {
	return { status: 200, body };
}

function* twoRequests(): StepsTo<unknown[]> {
	const first = yield REQUEST;
	const second = yield { ...REQUEST, idempotent: false };
	return [first.body, second.body];
}

describe('stepsOf', () => {
	it('makes one request of an item that has one, and its output of the response', () => {
		const output = jest.fn(({ body }: ApiResponse) => ({ got: body as string }));
		const steps = stepsOf({ request: REQUEST, output });
		expect(steps.next()).toEqual({ done: false, value: REQUEST });
		expect(steps.next(responseOf('this'))).toEqual({ done: true, value: { got: 'this' } });
		expect(output.mock.calls).toEqual([[responseOf('this')]]);
	});

	it('tells an item that has several what the run remembers, and whether it is a dry one', () => {
		const memory = new RunMemory();
		const steps = jest.fn();
		stepsOf({ steps }, memory);
		stepsOf({ steps }, memory, true);
		expect(steps.mock.calls).toEqual([
			[memory, false],
			[memory, true],
		]);
	});
});

describe('runSteps', () => {
	it('hands each request its response, one after the other', async () => {
		const sent: boolean[] = [];
		const result = await runSteps(twoRequests(), async ({ idempotent }) => {
			sent.push(idempotent);
			return await Promise.resolve(responseOf(`to ${sent.length}`));
		});
		expect(sent).toEqual([true, false]);
		expect(result).toEqual(['to 1', 'to 2']);
	});

	it('ends with what it is told instead of a response, and lets the steps tidy up', async () => {
		const tidied = jest.fn();
		function* steps(): StepsTo<string> {
			try {
				yield REQUEST;
				return 'their own end';
			} finally {
				tidied();
			}
		}
		const end = new EndWith('preview');
		expect(await runSteps(steps(), async () => await Promise.resolve(end))).toBe('preview');
		expect(tidied).toHaveBeenCalledTimes(1);
	});

	it('throws a failure into the steps, which may note it and throw it on', async () => {
		const failure = new Error('refused');
		const noted: unknown[] = [];
		function* steps(): StepsTo<string> {
			try {
				yield REQUEST;
			} catch (error) {
				noted.push(error);
			}
			yield REQUEST;
			return 'never';
		}
		const fail = async () => await Promise.reject<ApiResponse>(failure);
		await expect(runSteps(steps(), fail)).rejects.toBe(failure);
		expect(noted).toEqual([failure]);
	});
});
