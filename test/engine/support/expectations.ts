import type { IDataObject } from 'n8n-workflow';
import type { RequestRecord } from '../../server';
import { leakedSecrets } from '../harness';
import type { NodeRun, OutputItem } from '../harness';
import { CREDENTIAL_SECRETS } from './conscent';

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

export function expectNoSecrets(run: NodeRun, secrets: readonly string[] = []) {
	expect(leakedSecrets(run, [...CREDENTIAL_SECRETS, ...secrets])).toEqual([]);
}
