import type { FailedAttempt } from '../../../../nodes/shared/http/attempt';
import type { RequestErrorContext } from '../../../../nodes/shared/output/requestError';
import { RequestError, describeRequestError } from '../../../../nodes/shared/output/requestError';

const CONTEXT: RequestErrorContext = {
	serviceName: 'Service',
	origin: 'https://api.example.com',
	attempts: 1,
	mayBeProcessed: false,
	idempotent: true,
	advice: { addressFields: "'Environment' and 'Base URL'", byStatus: {} },
};

function describe_(last: FailedAttempt, context: Partial<RequestErrorContext> = {}): RequestError {
	return describeRequestError(last, { ...CONTEXT, ...context });
}

function errorResponse(status: number, text?: string, isWebPage = false): FailedAttempt {
	const errorBody = text === undefined ? {} : { text };
	return { kind: 'errorResponse', status, errorBody, isWebPage };
}

const WEB_PAGE =
	/^It is probably not the address of Service's API. Check 'Environment' and 'Base URL'/;

describe('what a person is told', () => {
	it.each([
		[
			errorResponse(400, 'email must be an email'),
			'Service refused the request: email must be an email (HTTP 400)',
			/^Correct what the message names/,
		],
		[
			errorResponse(401),
			'Service did not accept the credential (HTTP 401)',
			/^Check the key and secret/,
		],
		[errorResponse(403), 'Service does not allow this (HTTP 403)', /may not do this/],
		[
			errorResponse(404, 'User not found'),
			'Service found nothing under this address or ID: User not found (HTTP 404)',
			/^Check the ID/,
		],
		[errorResponse(409), 'Service reports a conflict (HTTP 409)', /exists already/],
		[
			errorResponse(418),
			'Service refused the request (HTTP 418)',
			/^The API does not say what is wrong/,
		],
		[errorResponse(422), 'Service refused the request (HTTP 422)', /does not say what is wrong/],
		[
			errorResponse(429),
			'Service receives too many requests (HTTP 429)',
			/'Requests per Second'.*'Concurrency'/,
		],
		[errorResponse(300), 'Service redirects to another address (HTTP 300)', /'Base URL'/],
		[errorResponse(308), 'Service redirects to another address (HTTP 308)', /'Base URL'/],
		[
			errorResponse(500, 'Oh'),
			'Service could not process the request: Oh (HTTP 500)',
			/^The API has trouble/,
		],
		[
			errorResponse(503),
			'Service could not process the request (HTTP 503)',
			/^The API has trouble/,
		],
		[
			errorResponse(200, undefined, true),
			'https://api.example.com responded with a web page instead of data (HTTP 200)',
			WEB_PAGE,
		],
		[
			errorResponse(302, undefined, true),
			'https://api.example.com responded with a web page instead of data (HTTP 302)',
			WEB_PAGE,
		],
		[
			errorResponse(404, undefined, true),
			'https://api.example.com responded with a web page instead of data (HTTP 404)',
			WEB_PAGE,
		],
		[
			errorResponse(405, undefined, true),
			'https://api.example.com responded with a web page instead of data (HTTP 405)',
			WEB_PAGE,
		],
		[
			errorResponse(403, undefined, true),
			'https://api.example.com responded with a web page instead of data (HTTP 403)',
			/^A firewall or proxy before Service's API/,
		],
		[
			errorResponse(502, undefined, true),
			'Service could not process the request (HTTP 502)',
			/^The API has trouble/,
		],
		[
			{ kind: 'unreadable', status: 200 },
			'Service responded with HTTP 200, but the response cannot be read',
			/proxy/,
		],
		[
			{ kind: 'timedOut', timeoutMs: 30_000 },
			'Service did not respond within 30 seconds',
			/^Raise 'Timeout'/,
		],
		[
			{ kind: 'timedOut', timeoutMs: 1000 },
			'Service did not respond within 1 second',
			/^Raise 'Timeout'/,
		],
		[
			{ kind: 'timedOut', timeoutMs: 1500 },
			'Service did not respond within 1500 ms',
			/^Raise 'Timeout'/,
		],
		[
			{ kind: 'cut', code: 'ECONNRESET' },
			'The connection to Service was cut before a response came (ECONNRESET)',
			/passes by itself/,
		],
		[
			{ kind: 'unreachable', code: 'ECONNREFUSED' },
			'Service could not be reached at https://api.example.com (ECONNREFUSED)',
			/^Check that the address/,
		],
		[
			{ kind: 'misaddressed', code: 'ENOTFOUND' },
			'Service could not be reached at https://api.example.com: the address is not valid or not trusted (ENOTFOUND)',
			/^Check 'Environment' and 'Base URL'/,
		],
		[
			{ kind: 'notSent', reason: 'no token' },
			'The request was not sent: no token',
			/^Check the credential/,
		],
	] as Array<[FailedAttempt, string, RegExp]>)('%j', (last, message, hint) => {
		const failure = describe_(last);
		expect(failure).toBeInstanceOf(RequestError);
		expect(failure.message).toBe(message);
		expect(failure.hint).toMatch(hint);
	});

	it("is the service's own advice where it has some", () => {
		const byStatus = { 401: 'Look here.', 418: 'Make coffee.' };
		const advice = { addressFields: '', byStatus };
		expect(describe_(errorResponse(401), { advice }).hint).toBe('Look here.');
		expect(describe_(errorResponse(418), { advice }).hint).toBe('Make coffee.');
		expect(describe_(errorResponse(400), { advice }).hint).toMatch(/does not say what is wrong/);
	});

	it('says of an unreadable response that it was probably processed, unless nothing could be', () => {
		const last: FailedAttempt = { kind: 'unreadable', status: 200 };
		expect(describe_(last, { mayBeProcessed: true }).message).toMatch(
			/cannot be read\. It was probably processed$/,
		);
	});

	it.each([
		[2_000, '2 seconds'],
		[119_001, '2 minutes'],
		[3_599_412, '60 minutes'],
		[7_200_001, '3 hours'],
		[48 * 3_600_000, 'more than a day'],
		[Infinity, 'more than a day'],
	])('tells a wait of %p ms as %s', (retryAfterMs, text) => {
		expect(describe_(errorResponse(429), { retryAfterMs }).hint).toContain(
			`Service asks to wait ${text}. `,
		);
	});

	it('says how often it was tried', () => {
		expect(describe_(errorResponse(503), { attempts: 1 }).message).not.toContain('tried');
		expect(describe_(errorResponse(503), { attempts: 2 }).message).toMatch(
			/\(HTTP 503\) \(tried 2 times\)$/,
		);
	});

	it.each([
		[true, /HTTP 502\)\. It may have been processed all the same; sending it again does no harm$/],
		[
			false,
			/HTTP 502\)\. It may have been processed all the same: check before you send it again$/,
		],
	])('says what an unclear end means (idempotent: %p)', (idempotent, message) => {
		expect(describe_(errorResponse(502), { mayBeProcessed: true, idempotent }).message).toMatch(
			message,
		);
		expect(describe_(errorResponse(502), { mayBeProcessed: false, idempotent }).message).toMatch(
			/502\)$/,
		);
	});

	it('does not end a sentence twice where the API ended it', () => {
		const failure = describe_(errorResponse(500, 'It broke.'), { mayBeProcessed: true });
		expect(failure.message).toMatch(/: It broke \(HTTP 500\)\. It may have been processed/);
		expect(describe_(errorResponse(500, 'It broke.'), { attempts: 2 }).message).toMatch(
			/It broke \(HTTP 500\) \(tried/,
		);
	});
});

describe('a request that was not sent', () => {
	it('says why, and that it was not', () => {
		const error = describe_(errorResponse(503), { attempts: 0 });
		expect(error.message).toBe(
			'Service could not process the request (HTTP 503), so this was not sent',
		);
		expect(error.facts).toMatchObject({ attempts: 0, mayBeProcessed: false });
	});
});

describe('an error after an unclear attempt', () => {
	it('keeps its words and facts, and says that the earlier one may have been processed', () => {
		const error = describe_(errorResponse(401, 'Who?'));
		const later = error.afterUnclearAttempt();
		expect(later.message).toBe(
			`${error.message}. An earlier attempt may have been processed all the same`,
		);
		expect(later.hint).toBe(error.hint);
		expect(later.facts).toEqual({ ...error.facts, mayBeProcessed: true });
	});
});

describe('the facts', () => {
	it.each([
		[
			errorResponse(400, 'no'),
			{ status: 400, errorBody: { text: 'no' }, attempts: 3, mayBeProcessed: true },
		],
		[
			{ kind: 'unreadable', status: 200 },
			{ status: 200, attempts: 3, mayBeProcessed: true },
		],
		[
			{ kind: 'cut', code: 'ECONNRESET' },
			{ code: 'ECONNRESET', attempts: 3, mayBeProcessed: true },
		],
		[
			{ kind: 'timedOut', timeoutMs: 1 },
			{ attempts: 3, mayBeProcessed: true },
		],
	] as Array<[FailedAttempt, object]>)('of %j', (last, facts) => {
		expect(describe_(last, { attempts: 3, mayBeProcessed: true }).facts).toStrictEqual(facts);
	});
});

describe('a conflict', () => {
	it('is told in the words of the operation, before the status', () => {
		const conflict = 'editor@example.com already has access';
		expect(describe_(errorResponse(409), { conflict }).message).toBe(`${conflict} (HTTP 409)`);
		expect(describe_(errorResponse(409, 'Taken.'), { conflict }).message).toBe(
			`${conflict}: Taken (HTTP 409)`,
		);
		expect(describe_(errorResponse(400), { conflict }).message).toBe(
			'Service refused the request (HTTP 400)',
		);
	});
});
