import type { Asking, CallResponse, Question } from '../../question';
import { factsOf, get, open, told, valueAt } from '../../question';
import type { Listing } from './calls';
import { PASSES, PLANS } from './calls';

/** Where a version's call is assumed to respond, then where it may respond instead. */
const VERSIONS = [
	{ fact: 'addresses.v2', listing: PLANS, prefixes: ['/v2', '/v1', ''] },
	{ fact: 'addresses.v1', listing: PASSES, prefixes: ['/v1', '/v2', ''] },
] as const;

const SERVERS = { production: '/servers/0', sandbox: '/servers/1' } as const;

function pathBelow(prefix: string, { path }: Listing): string {
	return path.replace(/^\/v\d/, prefix);
}

/** @returns the response at the assumed address, if it is there */
function* find({ fact, listing, prefixes }: (typeof VERSIONS)[number]): Asking<CallResponse[]> {
	const seen: CallResponse[] = [];
	for (const prefix of prefixes) {
		const response = yield { call: pathBelow(prefix, listing) };
		seen.push(response);
		const { status, body } = response;
		const isAssumed = prefix === prefixes[0];
		if (status === 200 && Array.isArray(valueAt(body, listing.rowsKey))) {
			yield told(fact, isAssumed, `It responds below '${prefix || '/'}'`, ...seen);
			return isAssumed ? seen : [];
		}
		if (status !== 404 && isAssumed) {
			yield* open(`It responded with HTTP ${status} without its list`, fact);
			return [];
		}
	}
	yield told(fact, false, 'HTTP 404 there, and nowhere else that was tried', ...seen);
	return [];
}

export const addresses: Question = {
	id: 'addresses',
	title: 'Where do the calls of version 1 and of version 2 respond?',
	kind: 'read',
	facts: [
		...factsOf(['nodes/Conscent/apiFacts.ts', 'credentials/ConscentApi.credentials.ts'], {
			'addresses.v2': [
				"The calls of version 2 respond below '/v2'",
				'/paths/~1v2~1client~1subscription-plans/get',
			],
			'addresses.v1': [
				"The calls of version 1 respond below '/v1'",
				'/paths/~1v1~1client~1purchases~1passes/get',
			],
		}),
		...factsOf(['nodes/Conscent/apiFacts.ts', 'test/unit/Conscent/environment.test.ts'], {
			'server.production': ['The address of the production API is right', SERVERS.production],
			'server.sandbox': ['The address of the sandbox API is right', SERVERS.sandbox],
		}),
	],
	calls: () =>
		Object.fromEntries(
			VERSIONS.flatMap(({ listing, prefixes }) =>
				prefixes.map((prefix) => {
					const path = pathBelow(prefix, listing);
					return [path, get(path, { [listing.sizeKey]: 1 })];
				}),
			),
		),
	*steps({ environment }) {
		const shown: CallResponse[] = [];
		for (const version of VERSIONS) shown.push(...(yield* find(version)));
		for (const name of Object.keys(SERVERS)) {
			const fact = `server.${name}`;
			if (environment !== name) yield* open('Not asked there', fact);
			else if (shown.length === 0) yield* open('No call got a response', fact);
			else yield told(fact, true, 'The API responds there', ...shown);
		}
	},
};
