/** Reads a file of `spec/`, and turns findings into changes of it. */
import { readFileSync } from 'node:fs';

import { diffLinesUnified } from 'jest-diff';
import { format } from 'prettier/standalone';
import * as yamlPlugin from 'prettier/plugins/yaml';
import type { Document as ApiDocument } from 'openapi-backend';
import { isMap, isScalar, parseDocument } from 'yaml';
import type { Document, YAMLMap } from 'yaml';

import { OTHERWISE, keysOf } from './question';
import type { Finding } from './findings';
import { evidenceKey } from './findings';

/** A file of `spec/`: its text, its nodes with their comments, and what it says. */
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

/** As `.prettierrc.js` says: what was not changed stays as it is written. */
const STYLE = { parser: 'yaml', plugins: [yamlPlugin], printWidth: 100, singleQuote: true };

export async function specText(document: Document): Promise<string> {
	return await format(document.toString({ lineWidth: 0 }), STYLE);
}

/** Marks whose refutation only people can write into the spec have no value that could be replaced. */
export function isPatched({ verdict, fact, saw }: Finding): boolean {
	if (verdict === 'refuted') return fact.mark !== undefined && saw !== OTHERWISE;
	return verdict === 'confirmed';
}

function setAfter(document: Document, map: YAMLMap, before: string, key: string, value: string) {
	const index = map.items.findIndex((item) => isScalar(item.key) && item.key.value === before);
	if (map.has(key)) map.set(key, value);
	else map.items.splice(index + 1, 0, document.createPair(key, value));
}

function write(document: Document, finding: Finding, when: string): void {
	const { fact, verdict, saw, believed } = finding;
	const map = document.getIn(keysOf(fact.at), true) ?? document.contents;
	const key = evidenceKey(fact);
	if (!isMap(map) || !map.has(key)) throw new Error(`The spec has no ${key} at ${fact.at}`);
	const was = verdict === 'refuted' ? `; ${JSON.stringify(believed)} was assumed` : '';
	setAfter(document, map, key, key.replace(/evidence$/, 'observed'), `${when}${was}`);
	// What a page prints stays documented; that it was seen as well is told beside it.
	if (map.get(key) !== 'documented') map.set(key, 'observed');
	if (verdict !== 'refuted' || fact.mark === undefined) return;
	map.set(fact.mark, document.createNode(saw, { flow: true }));
}

/** @param when the day and the environment, such as `2026-07-01 sandbox` */
export async function patchedSpec(
	{ document }: SpecFile,
	findings: readonly Finding[],
	when: string,
): Promise<string> {
	const patched = document.clone();
	for (const finding of findings.filter(isPatched)) write(patched, finding, when);
	return await specText(patched);
}

/** A unified diff, as `git apply` takes it: Jest's has a space after the sign, and knows colours. */
export function unifiedDiff(file: string, before: string, after: string): string {
	if (before === after) return '';
	const asItIs = (text: string) => text;
	const [old, fresh] = [before, after].map((text) => text.replace(/\n$/, '').split('\n'));
	const diff = diffLinesUnified(old ?? [], fresh ?? [], {
		...{ expand: false, contextLines: 3, omitAnnotationLines: true },
		...{ aColor: asItIs, bColor: asItIs, commonColor: asItIs, patchColor: asItIs },
	});
	return `--- a/${file}\n+++ b/${file}\n${diff.replace(/^([-+ ]) /gm, '$1')}\n`;
}
