/**
 * Turns findings into changes of a file of `spec/`. The text is changed where the mark stands, and nowhere else:
 * parsing and writing the whole would move every comment.
 */
import { readFileSync } from 'node:fs';

import type { Document as ApiDocument } from 'openapi-backend';
import { isMap, isScalar, parseDocument, stringify } from 'yaml';
import type { Document, Pair, Scalar, YAMLMap } from 'yaml';

import { OTHERWISE } from './question';
import type { Finding } from './verdicts';
import { evidenceKey } from './verdicts';

/** A file of `spec/`: its text, where what stands in it, and what it says. */
export interface SpecFile {
	readonly text: string;
	readonly document: Document;
	readonly spec: ApiDocument;
}

export function loadSpec(file: string): SpecFile {
	const text = readFileSync(file, 'utf8');
	const document = parseDocument(text);
	return { text, document, spec: document.toJS() as ApiDocument };
}

interface Edit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

type ScalarPair = Pair<Scalar, Scalar>;

function keysOf(at: string): Array<string | number> {
	return at
		.split('/')
		.slice(1)
		.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
		.map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}

function mapAt(document: Document, at: string): YAMLMap {
	const keys = keysOf(at);
	const direct = document.getIn(keys, true) ?? document.getIn(keys.map(String), true);
	const node = keys.length === 0 ? document.contents : direct;
	if (!isMap(node)) throw new Error(`The spec has no mapping at ${at}`);
	return node;
}

function pairOf(map: YAMLMap, key: string): ScalarPair | undefined {
	return map.items.find((item) => isScalar(item.key) && item.key.value === key) as
		ScalarPair | undefined;
}

function rangeOf(node: { range?: readonly [number, number, number] | null }): [number, number] {
	if (!node.range) throw new Error('A parsed node has a range');
	return [node.range[0], node.range[1]];
}

/** In one line, quoted where YAML needs it. */
function flowText(value: unknown): string {
	return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}

function replaced(pair: ScalarPair, value: unknown): Edit {
	const [start, end] = rangeOf(pair.value as Scalar);
	return { start, end, text: flowText(value) };
}

/** The mark's own line, or beside it in a mapping of one line. */
function insertedAfter(map: YAMLMap, pair: ScalarPair, line: string, indent: string): Edit {
	const [, end] = rangeOf(pair.value as Scalar);
	return { start: end, end, text: map.flow ? `, ${line}` : `\n${indent}${line}` };
}

/** Marks whose refutation only people can write into the spec have no value that could be replaced. */
export function isPatched({ verdict, fact, saw }: Finding): boolean {
	if (verdict === 'refuted') return fact.mark !== undefined && saw !== OTHERWISE;
	return verdict === 'confirmed';
}

function editsFor(document: Document, finding: Finding, when: string, text: string): Edit[] {
	const { fact, verdict, saw, believed } = finding;
	const map = mapAt(document, fact.at);
	const key = evidenceKey(fact);
	const evidence = pairOf(map, key);
	if (!evidence) throw new Error(`The spec has no ${key} at ${fact.at}`);
	const [start] = rangeOf(evidence.key);
	const indent = ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
	const was = verdict === 'refuted' ? `; ${JSON.stringify(believed)} was assumed` : '';
	const observedKey = key.replace(/evidence$/, 'observed');
	const known = pairOf(map, observedKey);
	const observed = known
		? replaced(known, `${when}${was}`)
		: insertedAfter(map, evidence, `${observedKey}: ${flowText(`${when}${was}`)}`, indent);
	const value = fact.mark === undefined ? undefined : pairOf(map, fact.mark);
	return [
		// What a page prints stays documented; that it was seen as well is told beside it.
		...(evidence.value?.value === 'documented' ? [] : [replaced(evidence, 'observed')]),
		observed,
		...(verdict === 'refuted' && value ? [replaced(value, saw)] : []),
	];
}

/** @param when the day and the environment, such as `2026-07-01 sandbox` */
export function patchedSpec(
	{ text, document }: SpecFile,
	findings: readonly Finding[],
	when: string,
): string {
	const edits = new Map<string, Edit>();
	for (const finding of findings.filter(isPatched)) {
		for (const edit of editsFor(document, finding, when, text)) {
			// Two facts may stand at one place; what is said first stays.
			const place = `${edit.start}-${edit.end}`;
			if (!edits.has(place)) edits.set(place, edit);
		}
	}
	const fromTheEnd = [...edits.values()].sort((one, other) => other.start - one.start);
	return fromTheEnd.reduce(
		(changed, edit) => changed.slice(0, edit.start) + edit.text + changed.slice(edit.end),
		text,
	);
}
