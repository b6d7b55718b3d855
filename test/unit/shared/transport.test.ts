import type { IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import { path } from '../../../nodes/shared/path';
import type { Service } from '../../../nodes/shared/service';
import type { Sent } from '../../../nodes/shared/transport';
import { createTransport, readAnswer, readError } from '../../../nodes/shared/transport';
import { SERVICE } from './support/service';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

function response(
	statusCode: number,
	body: unknown = '',
	headers: Record<string, unknown> = JSON_TYPE,
): IN8nHttpFullResponse {
	return { statusCode, body, headers } as IN8nHttpFullResponse;
}

function answered(status: number, text?: string, retryAfterMs?: number): Sent {
	return {
		attempt: { kind: 'answered', status, retryAfterMs },
		failure: { kind: 'answered', status, problem: text ? { text } : {}, isWebPage: false },
	};
}

function page(status: number, attempt: Sent['attempt']): Sent {
	return { attempt, failure: { kind: 'answered', status, problem: {}, isWebPage: true } };
}

describe('readAnswer', () => {
	it.each([
		[200, { a: 1 }, JSON_TYPE],
		[201, [1, 2], JSON_TYPE],
		[204, '', {}],
		[200, '', JSON_TYPE],
		[299, 'Done.', { 'content-type': 'text/plain' }],
		[200, '{ is how this text begins', { 'content-type': 'text/plain' }],
		[200, 'a text that was JSON', JSON_TYPE],
		[200, 7, JSON_TYPE],
		[200, null, JSON_TYPE],
		[200, '1 < 2', { 'content-type': 'text/plain' }],
	])('takes %d with %j for a success', (status, body, headers) => {
		expect(readAnswer(response(status, body, headers), SERVICE)).toEqual({
			attempt: { kind: 'answered', status },
			answer: { status, body },
		});
	});

	it.each([199, 300, 302, 400, 404, 429, 500, 503])('takes %d for a refusal', (status) => {
		expect(readAnswer(response(status, { message: 'No' }), SERVICE)).toEqual(
			answered(status, 'No'),
		);
	});

	it.each([
		['2', 2000],
		['soon', undefined],
		[undefined, undefined],
	])('reads a Retry-After of %p', (header, ms) => {
		const headers = { ...JSON_TYPE, 'retry-after': header };
		expect(readAnswer(response(429, '', headers), SERVICE)).toEqual(answered(429, undefined, ms));
	});

	it('reads a Retry-After that is a date by the clock of this machine', () => {
		const headers = { 'retry-after': new Date(Date.now() + 60_000).toUTCString() };
		const { attempt } = readAnswer(response(503, '', headers), SERVICE);
		const ms = attempt.kind === 'answered' ? attempt.retryAfterMs : undefined;
		expect(ms).toBeGreaterThan(50_000);
		expect(ms).toBeLessThanOrEqual(60_000);
	});

	it.each(['{"message": "don', '[{"a":1},', ' \n{"a"'])('finds that %j was cut off', (body) => {
		expect(readAnswer(response(200, body), SERVICE)).toEqual({
			attempt: { kind: 'unanswered' },
			failure: { kind: 'unreadable', status: 200 },
		});
		expect(readAnswer(response(500, body), SERVICE)).toEqual(answered(500));
	});

	it.each(['<!doctype html><p>Sign in', '  \n<html>', '<?xml version="1.0"?>'])(
		'takes the page %j for something else than the API where it looks like a success',
		(body) => {
			expect(readAnswer(response(200, body, {}), SERVICE)).toEqual(
				page(200, { kind: 'misaddressed' }),
			);
			expect(readAnswer(response(502, body, { 'retry-after': '1' }), SERVICE)).toEqual(
				page(502, { kind: 'answered', status: 502, retryAfterMs: 1000 }),
			);
		},
	);

	describe('of a service that hides statuses in its bodies', () => {
		const service: Service = {
			...SERVICE,
			hiddenStatus: (body) => (body as { statusCode?: number } | null)?.statusCode,
		};

		it('goes by the status in the body of a success', () => {
			const sent = readAnswer(response(200, { statusCode: 429, message: 'No' }), service);
			expect(sent).toEqual(answered(429, 'No'));
		});

		it('goes by the status of the answer where that is no success', () => {
			const sent = readAnswer(response(429, { statusCode: 500, message: 'No' }), service);
			expect(sent).toEqual(answered(429, 'No'));
		});

		it.each([[{ a: 1 }], [null]])('takes %j for a success', (body) => {
			expect(readAnswer(response(200, body), service)).toMatchObject({
				answer: { status: 200, body },
			});
		});
	});
});

describe('readError', () => {
	const TIMEOUT_MS = 30_000;

	function read(error: unknown, elapsedMs = 20): Sent {
		return readError(error, { service: SERVICE, timeoutMs: TIMEOUT_MS, elapsedMs });
	}

	it.each(['ECONNREFUSED', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN'])(
		'%s: nothing can have arrived',
		(code) => {
			const unreachable = {
				attempt: { kind: 'unreachable' },
				failure: { kind: 'unreachable', code },
			};
			expect(read({ httpCode: code })).toEqual(unreachable);
			expect(read({ httpCode: null, cause: { code } })).toEqual(unreachable);
			expect(read({ code })).toEqual(unreachable);
		},
	);

	it.each([
		'ENOTFOUND',
		'EPROTO',
		'ERR_INVALID_URL',
		'ERR_TLS_CERT_ALTNAME_INVALID',
		'ERR_SSL_WRONG_VERSION_NUMBER',
		'CERT_HAS_EXPIRED',
		'SELF_SIGNED_CERT_IN_CHAIN',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	])('%s: the address is wrong', (code) => {
		expect(read({ httpCode: code })).toEqual({
			attempt: { kind: 'misaddressed' },
			failure: { kind: 'misaddressed', code },
		});
	});

	it.each([
		'ECONNRESET',
		'EPIPE',
		'ECONNABORTED',
		'ETIMEDOUT',
		'ERR_CANCELED',
		'HPE_INVALID_CONSTANT',
	])('%s: it may have arrived', (code) => {
		expect(read({ httpCode: code })).toEqual({
			attempt: { kind: 'unanswered' },
			failure: { kind: 'cut', code },
		});
	});

	it.each([
		['ECONNABORTED', TIMEOUT_MS],
		['ETIMEDOUT', TIMEOUT_MS + 500],
		// Timers fire up to a millisecond early by the clock that measures.
		['ECONNABORTED', TIMEOUT_MS - 0.8],
	])('%s after %d ms: no answer in time', (code, elapsedMs) => {
		expect(read({ httpCode: code }, elapsedMs)).toEqual({
			attempt: { kind: 'unanswered' },
			failure: { kind: 'timedOut', timeoutMs: TIMEOUT_MS },
		});
	});

	it.each(['200', 201, '204'])('%p: the head of a success came, and the rest was lost', (code) => {
		expect(read({ httpCode: code })).toEqual({
			attempt: { kind: 'unanswered' },
			failure: { kind: 'unreadable', status: Number(code) },
		});
	});

	it('a reset after the time is a reset', () => {
		expect(read({ code: 'ECONNRESET' }, TIMEOUT_MS)).toMatchObject({ failure: { kind: 'cut' } });
	});

	it('reads a status that n8n throws, with what the API said', () => {
		const thrown = { httpCode: '401', context: { data: { message: 'Expired' } } };
		expect(read(thrown)).toEqual({
			...answered(401, 'Expired'),
			attempt: { kind: 'answered', status: 401 },
		});
		expect(read({ httpCode: '500' })).toMatchObject({
			attempt: { status: 500 },
			failure: { problem: {} },
		});
	});

	it.each([
		[new Error('No token'), 'No token'],
		[{ cause: { message: 'inner' }, message: 'outer' }, 'inner'],
		[{ cause: null, message: 'outer' }, 'outer'],
		['a text', 'a text'],
		[undefined, 'undefined'],
		[{}, 'n8n gave no reason'],
	])('takes %p without a code for something that was never sent', (error, reason) => {
		expect(read(error)).toEqual({
			attempt: { kind: 'misaddressed' },
			failure: { kind: 'notSent', reason },
		});
	});
});

describe('createTransport', () => {
	const credential = { apiKey: 'key' };
	const request = { method: 'PATCH', path: path`/v2/users`, repeatable: true } as const;

	/** Only what the transport uses of n8n; the engine tests run the real one. */
	function contextOf(httpRequestWithAuthentication: jest.Mock): IExecuteFunctions {
		return { helpers: { httpRequestWithAuthentication } } as unknown as IExecuteFunctions;
	}

	function optionsOf(service: Service = SERVICE, signal?: AbortSignal) {
		return { service, credential, baseUrl: 'https://api.example.com/api', timeoutMs: 500, signal };
	}

	it('asks n8n for every status, no redirect, a timeout, and to be cut short with the run', async () => {
		const helper = jest.fn().mockResolvedValue(response(200, { a: 1 }));
		const { signal } = new AbortController();
		const transport = createTransport(contextOf(helper), optionsOf(SERVICE, signal));
		const sent = await transport.send({ ...request, query: { a: 'b' }, body: { c: 0 } });
		expect(sent).toMatchObject({ answer: { body: { a: 1 } } });
		expect(helper.mock.calls).toEqual([
			[
				'serviceApi',
				{
					method: 'PATCH',
					url: 'https://api.example.com/api/v2/users',
					qs: { a: 'b' },
					body: { c: 0 },
					json: true,
					timeout: 500,
					returnFullResponse: true,
					ignoreHttpStatusErrors: true,
					disableFollowRedirect: true,
					sendCredentialsOnCrossOriginRedirect: false,
					abortSignal: signal,
				},
				{ credentialsDecrypted: { id: '', name: '', type: 'serviceApi', data: credential } },
			],
		]);
	});

	it('leaves out what a request does not have', async () => {
		const helper = jest.fn().mockResolvedValue(response(204));
		await createTransport(contextOf(helper), optionsOf()).send(request);
		const [, options] = helper.mock.calls[0] as [string, Record<string, unknown>];
		expect(Object.keys(options)).not.toEqual(expect.arrayContaining(['qs']));
		expect('body' in options || 'qs' in options || 'abortSignal' in options).toBe(false);
	});

	it('never rejects', async () => {
		const helper = jest.fn().mockRejectedValue({ httpCode: 'ECONNRESET' });
		const sent = await createTransport(contextOf(helper), optionsOf()).send(request);
		expect(sent).toMatchObject({ attempt: { kind: 'unanswered' }, failure: { kind: 'cut' } });
	});

	it('measures the time until a failure', async () => {
		const clock = jest
			.spyOn(performance, 'now')
			.mockReturnValueOnce(1000)
			.mockReturnValueOnce(1500);
		const helper = jest.fn().mockRejectedValue({ httpCode: 'ECONNABORTED' });
		const sent = await createTransport(contextOf(helper), optionsOf()).send(request);
		clock.mockRestore();
		expect(sent).toMatchObject({ failure: { kind: 'timedOut', timeoutMs: 500 } });
	});
});
