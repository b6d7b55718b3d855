import type { ICredentialType } from 'n8n-workflow';
import { CommerceEngineApi } from '../../../credentials/CommerceEngineApi.credentials';
import { ConscentApi } from '../../../credentials/ConscentApi.credentials';
import { InsightoApi } from '../../../credentials/InsightoApi.credentials';
import { commerceEngine } from '../../../nodes/CommerceEngine/service';
import { conscent } from '../../../nodes/Conscent/service';
import { insighto } from '../../../nodes/Insighto/service';
import type { FailedAttempt } from '../../../nodes/shared/http/attempt';
import { describeRequestError } from '../../../nodes/shared/output/requestError';
import type { Service } from '../../../nodes/shared/service';

const STATUSES = Array.from({ length: 300 }, (_, index) => 300 + index);

const ATTEMPTS: FailedAttempt[] = [
	{ kind: 'unreadable', status: 200 },
	{ kind: 'timedOut', timeoutMs: 1 },
	{ kind: 'cut', code: 'ECONNRESET' },
	{ kind: 'unreachable', code: 'ECONNREFUSED' },
	{ kind: 'misaddressed', code: 'ENOTFOUND' },
	{ kind: 'notSent', reason: 'none' },
	...[200, ...STATUSES].flatMap((status): FailedAttempt[] => [
		{ kind: 'errorResponse', status, errorBody: {}, isWebPage: true },
		{ kind: 'errorResponse', status, errorBody: {}, isWebPage: false },
	]),
];

function hintsOf({ name: serviceName, advice }: Service): string[] {
	return ATTEMPTS.map(
		(attempt) =>
			describeRequestError(attempt, {
				serviceName,
				origin: 'https://api.example.com',
				attempts: 1,
				mayBeProcessed: false,
				idempotent: true,
				advice,
			}).hint,
	);
}

describe.each<[string, Service, ICredentialType]>([
	['Conscent', conscent, new ConscentApi()],
	['Insighto', insighto, new InsightoApi()],
	['Commerce Engine', commerceEngine, new CommerceEngineApi()],
])('the advice of %s', (_name, service, { properties }) => {
	const fields = properties.map(({ displayName }) => displayName);

	it('names no field that its credential does not have', () => {
		const named = hintsOf(service)
			.filter((hint) => hint.includes('in the credential'))
			.flatMap((hint) => [...hint.matchAll(/(?<= )'([A-Z][^']*)'/g)].map(([, field]) => field));
		expect(named.length).toBeGreaterThan(0);
		expect([...new Set(named)].filter((field) => !fields.includes(String(field)))).toEqual([]);
	});

	it('speaks of an environment only where its credential has one', () => {
		const speaks = hintsOf(service).some((hint) => /environment/i.test(hint));
		expect(speaks).toBe(fields.includes('Environment'));
	});
});
