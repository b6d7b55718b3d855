/**
 * Tells the findings: Markdown for people, JSON for programs. As Schemathesis, Prism's proxy and Pact do it, each
 * finding names its place, what was expected and what was seen, and the request that shows it.
 */
import type { Calibration } from './calibrate';
import type { Exchange } from './client';
import type { Finding } from './findings';
import { isPatched } from './specPatch';

export interface ReportFacts {
	readonly service: string;
	readonly environment: string;
	/** The day, such as 2026-07-01. */
	readonly date: string;
	readonly version: string;
	readonly specFile: string;
	/** What to change in `spec/`, as a unified diff. */
	readonly patch: string;
	readonly isApplied: boolean;
}

const TITLES = { refuted: 'Refuted', open: 'Still open', confirmed: 'Confirmed' } as const;
const VERDICTS = ['refuted', 'open', 'confirmed'] as const;

export function exitCodeOf({ reader, stopped }: Pick<Calibration, 'reader' | 'stopped'>): number {
	if (reader && (!reader.verified || reader.differences.length > 0)) return 3;
	return stopped === undefined ? 0 : 1;
}

function code(value: unknown): string {
	return `\`${JSON.stringify(value) ?? 'nothing'}\``;
}

/** Lines below a heading; nothing where there are no lines. */
function headed(heading: string, lines: readonly string[]): string[] {
	return lines.length > 0 ? ['', heading, '', ...lines] : [];
}

function findingLine({ fact, verdict, evidence, ...finding }: Finding): string {
	const { believed, saw, text, exchanges } = finding;
	const marked = fact.mark === undefined ? '' : ` \`${fact.mark}\``;
	const told = {
		confirmed: fact.mark === undefined ? text : `${code(saw)}. ${text}`,
		refuted: `Expected ${code(believed)}, saw ${code(saw)}. ${text}`,
		open: text,
	}[verdict];
	const shown = exchanges.map((number) => `#${number}`).join(', ');
	return [
		`- **${fact.id}**: ${fact.statement}. Was ${evidence}, at \`${fact.at || '/'}\`${marked}.`,
		`  ${told}${shown === '' ? '' : ` (${shown})`}`,
	].join('\n');
}

function findingsText(findings: readonly Finding[], verdict: Finding['verdict']): string {
	const lines = findings.filter((finding) => finding.verdict === verdict).map(findingLine);
	const title = `## ${TITLES[verdict]} (${lines.length})`;
	return [title, '', ...(lines.length > 0 ? lines : ['None.'])].join('\n');
}

function readerText({ reader }: Calibration): string {
	if (!reader || reader.written.length === 0) return 'Nothing was written to a profile.';
	const { written, verified, differences, unseen } = reader;
	const outcome = verified
		? '**The reader is not as before.** This differs:'
		: '**Whether the reader is as before is not known.** This may differ:';
	const lines = differences.map(({ key, was, is }) => `- \`${key}\`: was ${was}, is ${is}`);
	const doubt = `No response shows ${unseen.join(', ')}: whether they are as before cannot be seen.`;
	return [
		`Written and put back: ${written.join(', ')}.`,
		...(lines.length > 0 ? [outcome, '', ...lines] : ['Read again: **the reader is as before.**']),
		...(unseen.length > 0 ? [doubt] : []),
	].join('\n');
}

function violationsText({ violations }: Calibration): string {
	if (violations.length === 0) return 'Every response was as its schema says.';
	const lines = violations.map(({ check, call, status, place, text, exchange, times }) => {
		const where = place === '' ? 'the body' : `\`${place}\``;
		const often = times > 1 ? `, ${times} times` : '';
		return `- \`${check}\`: ${call} → ${status}, ${where}: ${text} (#${exchange}${often})`;
	});
	return lines.join('\n');
}

/** The JSON holds the whole; an issue of GitHub takes 65 536 characters. */
const MAX_SHAPE_CHARS = 160;

function shortened(shape: unknown): string {
	const text = JSON.stringify(shape) ?? '';
	return text.length > MAX_SHAPE_CHARS ? `${text.slice(0, MAX_SHAPE_CHARS)}…` : text;
}

function exchangeText({ askedBy, method, path, query, body, outcome, response }: Exchange): string {
	const asked = [method, path, JSON.stringify(query), ...(body ? [shortened(body)] : [])];
	const shape = response === undefined ? '' : ` \`${shortened(response)}\``;
	return `(${askedBy}) \`${asked.join(' ')}\` → ${outcome}${shape}`;
}

/** The same several times in a row is told once. */
function exchangesText({ exchanges }: Calibration): string {
	const runs: Array<{ from: number; to: number; text: string }> = [];
	for (const exchange of exchanges) {
		const text = exchangeText(exchange);
		const last = runs.at(-1);
		if (last?.text === text) last.to = exchange.number;
		else runs.push({ from: exchange.number, to: exchange.number, text });
	}
	return runs
		.map(({ from, to, text }) => `- #${from}${to > from ? ` to #${to}` : ''} ${text}`)
		.join('\n');
}

function patchLines({ isApplied, patch, specFile }: ReportFacts): string[] {
	if (isApplied) return [`\`spec/${specFile}\` was changed.`];
	if (patch === '') return ['Nothing that a patch could change.'];
	return ['```diff', patch.trimEnd(), '```'];
}

function changesText({ findings }: Calibration, facts: ReportFacts): string {
	const refuted = findings.filter(({ verdict }) => verdict === 'refuted');
	const byHand = refuted.filter((finding) => !isPatched(finding));
	const files = [...new Set(refuted.flatMap(({ fact }) => fact.believedBy))].sort();
	return [
		...patchLines(facts),
		...headed(
			'By hand, as no value there says it:',
			byHand.map(({ fact, text }) => `- \`${fact.at}\`: ${text}`),
		),
		...headed(
			'Believed otherwise:',
			files.map((file) => `- \`${file}\``),
		),
	].join('\n');
}

export function markdownReport(calibration: Calibration, facts: ReportFacts): string {
	const { findings, exchanges, stopped } = calibration;
	const { service, date, environment, version, specFile } = facts;
	const counts = VERDICTS.map(
		(verdict) => `${findings.filter((one) => one.verdict === verdict).length} ${verdict}`,
	);
	return [
		`# ${service}: what the API said`,
		`${date}, ${environment}, package ${version}, ${exchanges.length} requests: ${counts.join(', ')}.`,
		...(stopped === undefined ? [] : [`**Not all was asked:** ${stopped}.`]),
		'Values are reduced to their shapes. Numbers such as #12 name requests at the end.',
		'## The reader',
		readerText(calibration),
		...VERDICTS.map((verdict) => findingsText(findings, verdict)),
		`## Held against \`spec/${specFile}\``,
		violationsText(calibration),
		'## What to change',
		changesText(calibration, facts),
		'## Requests',
		exchangesText(calibration),
		'',
	].join('\n\n');
}

export function jsonReport(calibration: Calibration, facts: ReportFacts): string {
	const { findings, violations, exchanges, reader, stopped } = calibration;
	const told = findings.map(({ fact, ...finding }) => ({ ...fact, ...finding }));
	const report = { ...facts, stopped, reader, findings: told, violations, exchanges };
	return `${JSON.stringify(report, null, '\t')}\n`;
}
