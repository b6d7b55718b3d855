import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What is shown as it is written, and links to nothing. */
const CODE = /```[^]*?```|`[^`\n]*`/g;
const INLINE_LINK = /\]\(\s*<?([^)\s>]+)>?[^)]*\)/g;
const REFERENCE = /^\[[^\]]+\]:\s*(\S+)/gm;
const HTML_LINK = /(?:href|src|srcset)="([^"]+)"/g;
const HEADING = /^#{1,6}\s+(.+?)\s*#*$/gm;
const HTML_ANCHOR = /<a\s+(?:id|name)="([^"]+)"/g;
const ELSEWHERE = /^(?:[a-z]+:|\/\/)/i;

function matches(text: string, pattern: RegExp): string[] {
	return [...text.matchAll(pattern)].map(([, found = '']) => found);
}

/** The anchor that GitHub makes of a heading: letters, digits, hyphens and underscores, spaces as hyphens. */
function slug(heading: string): string {
	return heading
		.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
		.replace(/ /g, '-');
}

/** Equal headings are counted: `output`, `output-1`. */
function anchorsOf(markdown: string): Set<string> {
	const text = markdown.replace(/```[^]*?```/g, '');
	const seen = new Map<string, number>();
	const headings = matches(text, HEADING).map((heading) => {
		const name = slug(heading);
		const count = seen.get(name) ?? 0;
		seen.set(name, count + 1);
		return count === 0 ? name : `${name}-${count}`;
	});
	return new Set([...headings, ...matches(text, HTML_ANCHOR)]);
}

function linksOf(markdown: string): string[] {
	const text = markdown.replace(CODE, '');
	return [INLINE_LINK, REFERENCE, HTML_LINK].flatMap((pattern) => matches(text, pattern));
}

function whyBroken(link: string, file: string): string | undefined {
	if (ELSEWHERE.test(link)) return undefined;
	const [target = '', anchor] = link.split('#');
	const found = target === '' ? file : path.join(path.dirname(file), decodeURI(target));
	if (!existsSync(found)) return `${link}: no such file`;
	if (anchor === undefined || !found.endsWith('.md')) return undefined;
	const hasAnchor = anchorsOf(readFileSync(found, 'utf8')).has(decodeURI(anchor));
	return hasAnchor ? undefined : `${link}: no such heading`;
}

/** @returns what does not resolve of a Markdown file's links to files and headings of the repository */
export function brokenLinks(file: string): string[] {
	return linksOf(readFileSync(file, 'utf8')).flatMap((link) => whyBroken(link, file) ?? []);
}
