/** Holds what the questions saw against what the spec says. */
import { isDeepStrictEqual } from 'node:util';

import type { Fact, Json, Told } from './question';
import { isJson, keysOf, valueAt } from './question';

export type Verdict = 'confirmed' | 'refuted' | 'open';

export interface Finding {
	readonly question: string;
	readonly fact: Fact;
	readonly verdict: Verdict;
	/** How sure the spec was: documented, inferred, unknown or observed. */
	readonly evidence: string;
	readonly believed: unknown;
	readonly saw: unknown;
	readonly text: string;
	readonly exchanges: readonly number[];
}

/** The node of the spec that a JSON Pointer names. */
export function nodeAt(spec: Json, at: string): Json {
	const node = keysOf(at).reduce<unknown>(
		(inner, key) => (Array.isArray(inner) ? (inner[Number(key)] as unknown) : valueAt(inner, key)),
		spec,
	);
	if (!isJson(node)) throw new Error(`The spec has nothing at ${at}`);
	return node;
}

export function evidenceKey({ mark }: Fact): string {
	if (mark === undefined) return 'x-evidence';
	return mark.startsWith('x-') ? `${mark}-evidence` : `x-${mark}-evidence`;
}

/** Nothing is confirmed that no response showed. */
function verdictOf(told: Told | undefined, believed: unknown): Verdict {
	if (!told || told.saw === undefined || told.from.length === 0) return 'open';
	return isDeepStrictEqual(told.saw, believed) ? 'confirmed' : 'refuted';
}

export function findingOf(
	question: string,
	fact: Fact,
	told: Told | undefined,
	spec: Json,
	whyNot: string,
): Finding {
	const node = nodeAt(spec, fact.at);
	const believed = fact.mark === undefined ? true : node[fact.mark];
	return {
		question,
		fact,
		verdict: verdictOf(told, believed),
		evidence: String(node[evidenceKey(fact)]),
		believed,
		saw: told?.saw,
		text: told?.text ?? whyNot,
		exchanges: told?.from.map(({ exchange }) => exchange) ?? [],
	};
}
