import type { IDataObject } from 'n8n-workflow';
import type { ConscentServer, RequestRecord } from '../../server';
import { leakedSecrets } from '../harness';
import type { NodeRun, OutputItem } from '../harness';
import { CREDENTIAL_SECRETS } from './conscent';
import type { ExpectedRequest } from './operations';

/** What an output item is expected to be: the input item it came from, and its json or a matcher for it. */
export interface ExpectedItem {
	from: number;
	json: unknown;
}

/** Each output item leads to its input item, by its own word and as n8n resolves `$('Source').item`. */
export function expectItems(output: OutputItem[], items: IDataObject[], expected: ExpectedItem[]) {
	expect(output).toEqual(
		expected.map(({ from, json }) => ({
			json,
			from,
			origin: items[from],
			unresolved: undefined,
		})),
	);
}

/**
 * The JSON that went over the wire, which must be exactly the bytes of its content: a key sent twice,
 * a number that lost digits or an unusual encoding would show. Only the order of keys is left open.
 */
export function sentBody({ bodyText }: RequestRecord): unknown {
	const body: unknown = JSON.parse(bodyText);
	expect(bodyText).toBe(JSON.stringify(body));
	return body;
}

/** All requests that were sent, in the order of the items, whatever order they arrived in. */
export function expectRequests(server: ConscentServer, expected: ExpectedRequest[]) {
	const sent = server.records.map((record) => ({
		method: record.method,
		url: record.url,
		body: sentBody(record),
		contentType: String(record.headers['content-type']).split(';')[0],
		authorization: record.authorization,
		specErrors: record.specErrors,
	}));
	const wanted = expected.map((request) => ({
		...request,
		contentType: 'application/json',
		authorization: 'right',
		specErrors: [],
	}));
	expect(sortedByTarget(sent)).toEqual(sortedByTarget(wanted));
}

function sortedByTarget<T extends { url: string; body: unknown }>(requests: T[]): T[] {
	const targetOf = ({ url, body }: T) => `${url} ${String((body as IDataObject)['email'])}`;
	return [...requests].sort((a, b) => targetOf(a).localeCompare(targetOf(b)));
}

export function expectNoSecrets(run: NodeRun, secrets: string[] = []) {
	expect(leakedSecrets(run, [...CREDENTIAL_SECRETS, ...secrets])).toEqual([]);
}
