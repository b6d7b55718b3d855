import type { IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import { path } from '../../../../nodes/shared/input/path';
import type { Service } from '../../../../nodes/shared/service';
import type { Attempt } from '../../../../nodes/shared/http/attempt';
import { createTransport, readError, readResponse } from '../../../../nodes/shared/http/transport';
import { SERVICE } from '../support/service';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

function response(
	statusCode: number,
	body: unknown = '',
	headers: Record<string, unknown> = JSON_TYPE,
): IN8nHttpFullResponse {
	return { statusCode, body, headers } as IN8nHttpFullResponse;
}

function errorResponse(status: number, text?: string, retryAfterMs?: number): Attempt {
	const errorBody = text === undefined ? {} : { text };
	return { kind: 'errorResponse', status, errorBody, isWebPage: false, retryAfterMs };
}

describe('readResponse', () => {
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
		expect(readResponse(response(status, body, headers), SERVICE)).toEqual({
			kind: 'success',
			response: { status, body },
		});
	});

	it.each([199, 300, 302, 400, 404, 429, 500, 503])('takes %d for a refusal', (status) => {
		expect(readResponse(response(status, { message: 'No' }), SERVICE)).toEqual(
			errorResponse(status, 'No'),
		);
	});

	it.each([
		['2', 2000],
		['soon', undefined],
		[undefined, undefined],
	])('reads a Retry-After of %p', (header, ms) => {
		const headers = { ...JSON_TYPE, 'retry-after': header };
		expect(readResponse(response(429, '', headers), SERVICE)).toEqual(
			errorResponse(429, undefined, ms),
		);
	});

	const MINUTE_MS = 60_000;

	it.each([-6 * MINUTE_MS, 0, 6 * MINUTE_MS])(
		"measures a Retry-After that is a date by the API's own clock, %d ms off this machine's",
		(aheadMs) => {
			const now = Date.now() + aheadMs;
			const headers = {
				date: new Date(now).toUTCString(),
				'retry-after': new Date(now + 20_000).toUTCString(),
			};
			expect(readResponse(response(429, '', headers), SERVICE)).toMatchObject({
				retryAfterMs: 20_000,
			});
		},
	);

	it.each([undefined, 'yesterday'])(
		"measures it by this machine's where the Date is %p",
		(date) => {
			const headers = { 'retry-after': new Date(Date.now() + MINUTE_MS).toUTCString(), date };
			const attempt = readResponse(response(503, '', headers), SERVICE);
			const ms = attempt.kind === 'errorResponse' ? attempt.retryAfterMs : undefined;
			expect(ms).toBeGreaterThan(50_000);
			expect(ms).toBeLessThanOrEqual(MINUTE_MS);
		},
	);

	it.each(['{"message": "don', '[{"a":1},', ' \n{"a"'])('finds that %j was cut off', (body) => {
		expect(readResponse(response(200, body), SERVICE)).toEqual({
			kind: 'unreadable',
			status: 200,
		});
		expect(readResponse(response(500, body), SERVICE)).toEqual(errorResponse(500));
	});

	it.each(['<!doctype html><p>Sign in', '  \n<html>', '<?xml version="1.0"?>'])(
		'takes the page %j for something else than the API where it looks like a success',
		(body) => {
			const page = { kind: 'errorResponse', errorBody: {}, isWebPage: true };
			expect(readResponse(response(200, body, {}), SERVICE)).toEqual({ ...page, status: 200 });
			const headers = { 'retry-after': '1' };
			expect(readResponse(response(502, body, headers), SERVICE)).toEqual({
				...page,
				status: 502,
				retryAfterMs: 1000,
			});
		},
	);

	describe('of a service that hides statuses in its bodies', () => {
		const service: Service = {
			...SERVICE,
			hiddenStatus: (body) => (body as { statusCode?: number } | null)?.statusCode,
		};

		it('goes by the status in the body of a success', () => {
			const sent = readResponse(response(200, { statusCode: 429, message: 'No' }), service);
			expect(sent).toEqual(errorResponse(429, 'No'));
		});

		it('goes by the status of the response where that is no success', () => {
			const sent = readResponse(response(429, { statusCode: 500, message: 'No' }), service);
			expect(sent).toEqual(errorResponse(429, 'No'));
		});

		it.each([[{ a: 1 }], [null]])('takes %j for a success', (body) => {
			expect(readResponse(response(200, body), service)).toMatchObject({
				response: { status: 200, body },
			});
		});
	});
});

describe('readError', () => {
	const TIMEOUT_MS = 30_000;

	function read(error: unknown, elapsedMs = 20): Attempt {
		return readError(error, { service: SERVICE, timeoutMs: TIMEOUT_MS, elapsedMs });
	}

	it.each(['ECONNREFUSED', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN'])(
		'%s: nothing can have arrived',
		(code) => {
			const unreachable = { kind: 'unreachable', code };
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
		expect(read({ httpCode: code })).toEqual({ kind: 'misaddressed', code });
	});

	it.each([
		'ECONNRESET',
		'EPIPE',
		'ECONNABORTED',
		'ETIMEDOUT',
		'ERR_CANCELED',
		'HPE_INVALID_CONSTANT',
	])('%s: it may have arrived', (code) => {
		expect(read({ httpCode: code })).toEqual({ kind: 'cut', code });
	});

	it.each([
		['ECONNABORTED', TIMEOUT_MS],
		['ETIMEDOUT', TIMEOUT_MS + 500],
		// Timers fire up to a millisecond early by the clock that measures.
		['ECONNABORTED', TIMEOUT_MS - 0.8],
	])('%s after %d ms: no response in time', (code, elapsedMs) => {
		expect(read({ httpCode: code }, elapsedMs)).toEqual({
			kind: 'timedOut',
			timeoutMs: TIMEOUT_MS,
		});
	});

	it.each(['200', 201, '204'])('%p: the head of a success came, and the rest was lost', (code) => {
		expect(read({ httpCode: code })).toEqual({ kind: 'unreadable', status: Number(code) });
	});

	it('a reset after the time is a reset', () => {
		expect(read({ code: 'ECONNRESET' }, TIMEOUT_MS)).toMatchObject({ kind: 'cut' });
	});

	it('reads a status that n8n throws, with what the API said', () => {
		const thrown = { httpCode: '401', context: { data: { message: 'Expired' } } };
		expect(read(thrown)).toEqual(errorResponse(401, 'Expired'));
		expect(read({ httpCode: '500' })).toEqual(errorResponse(500));
	});

	it.each([
		[new Error('No token'), 'No token'],
		[{ cause: { message: 'inner' }, message: 'outer' }, 'inner'],
		[{ cause: null, message: 'outer' }, 'outer'],
		['a text', 'a text'],
		[undefined, 'undefined'],
		[{}, 'n8n gave no reason'],
	])('takes %p without a code for something that was never sent', (error, reason) => {
		expect(read(error)).toEqual({ kind: 'notSent', reason });
	});
});

describe('createTransport', () => {
	const credential = { apiKey: 'key' };
	const request = { method: 'PATCH', path: path`/v2/users`, idempotent: true } as const;

	/** Only what the transport uses of n8n; the engine tests run the real one. */
	function contextOf(
		httpRequestWithAuthentication: jest.Mock,
		httpRequest = jest.fn(),
	): IExecuteFunctions {
		const helpers = { httpRequestWithAuthentication, httpRequest };
		return { helpers } as unknown as IExecuteFunctions;
	}

	function optionsOf(service: Service = SERVICE, signal?: AbortSignal) {
		return { service, credential, baseUrl: 'https://api.example.com/api', timeoutMs: 500, signal };
	}

	it('asks n8n for every status, no redirect, a timeout, and to be cut short with the run', async () => {
		const helper = jest.fn().mockResolvedValue(response(200, { a: 1 }));
		const { signal } = new AbortController();
		const transport = createTransport(contextOf(helper), optionsOf(SERVICE, signal));
		const sent = await transport.send({ ...request, query: { a: 'b' }, body: { c: 0 } });
		expect(sent).toMatchObject({ kind: 'success', response: { body: { a: 1 } } });
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

	it('sends a step of a sign-in without the credential, with all the same rules', async () => {
		const authenticated = jest.fn();
		const plain = jest.fn().mockResolvedValue(response(200, { a: 1 }));
		const { signal } = new AbortController();
		const transport = createTransport(contextOf(authenticated, plain), optionsOf(SERVICE, signal));
		const signIn = { headers: { 'X-Api-Key': 'key' }, shows: '' };
		await transport.send({ ...request, method: 'POST', signIn });
		expect(authenticated).not.toHaveBeenCalled();
		expect(plain.mock.calls).toEqual([
			[
				expect.objectContaining({
					method: 'POST',
					url: 'https://api.example.com/api/v2/users',
					headers: { 'X-Api-Key': 'key' },
					timeout: 500,
					ignoreHttpStatusErrors: true,
					disableFollowRedirect: true,
					abortSignal: signal,
				}),
			],
		]);
	});

	it('tells what came of a step of a sign-in like of any request', async () => {
		const plain = jest.fn().mockRejectedValue({ httpCode: 'ECONNREFUSED' });
		const transport = createTransport(contextOf(jest.fn(), plain), optionsOf());
		const signIn = { headers: {}, shows: '' };
		expect(await transport.send({ ...request, signIn })).toEqual({
			kind: 'unreachable',
			code: 'ECONNREFUSED',
		});
	});

	it('never rejects', async () => {
		const helper = jest.fn().mockRejectedValue({ httpCode: 'ECONNRESET' });
		const sent = await createTransport(contextOf(helper), optionsOf()).send(request);
		expect(sent).toEqual({ kind: 'cut', code: 'ECONNRESET' });
	});

	it('measures the time until a failure', async () => {
		const clock = jest
			.spyOn(performance, 'now')
			.mockReturnValueOnce(1000)
			.mockReturnValueOnce(1500);
		const helper = jest.fn().mockRejectedValue({ httpCode: 'ECONNABORTED' });
		const sent = await createTransport(contextOf(helper), optionsOf()).send(request);
		clock.mockRestore();
		expect(sent).toEqual({ kind: 'timedOut', timeoutMs: 500 });
	});
});
