/** Holds what the questions saw against what the spec says. */
import { isDeepStrictEqual } from 'node:util';

import type { Fact, Json, QuestionKind, Told } from './question';
import { isJson } from './question';

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
	const keys = at
		.split('/')
		.slice(1)
		.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
	const node = keys.reduce<unknown>(
		(inner, key) => (typeof inner === 'object' && inner ? (inner as Json)[key] : undefined),
		spec,
	);
	if (!isJson(node)) throw new Error(`The spec has nothing at ${at}`);
	return node;
}

export function evidenceKey({ mark }: Fact): string {
	if (mark === undefined) return 'x-evidence';
	return mark.startsWith('x-') ? `${mark}-evidence` : `x-${mark}-evidence`;
}

/** What the spec says of a fact: the value of its mark, or that its place is right. */
export function believedOf(fact: Fact, spec: Json): unknown {
	const node = nodeAt(spec, fact.at);
	return fact.mark === undefined ? true : node[fact.mark];
}

/** Nothing is confirmed that no response showed. */
function verdictOf(told: Told | undefined, believed: unknown): Verdict {
	if (!told || told.saw === undefined || told.from.length === 0) return 'open';
	return isDeepStrictEqual(told.saw, believed) ? 'confirmed' : 'refuted';
}

export function findingOf(
	question: { readonly id: string; readonly kind: QuestionKind },
	fact: Fact,
	told: Told | undefined,
	spec: Json,
	whyNot: string,
): Finding {
	const believed = believedOf(fact, spec);
	return {
		question: question.id,
		fact,
		verdict: verdictOf(told, believed),
		evidence: String(nodeAt(spec, fact.at)[evidenceKey(fact)]),
		believed,
		saw: told?.saw,
		text: told?.text ?? whyNot,
		exchanges: told?.from.map(({ exchange }) => exchange) ?? [],
	};
}
