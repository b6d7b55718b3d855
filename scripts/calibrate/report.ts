/**
 * Tells the findings: Markdown for people, JSON for programs. As Schemathesis, Prism's proxy and Pact do it, each
 * finding names its place, what was expected and what was seen, and the request that shows it.
 */
import type { Calibration } from './calibrate';
import type { Exchange } from './client';
import type { Finding, Verdict } from './verdicts';
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

const VERDICTS = ['refuted', 'open', 'confirmed'] as const satisfies readonly Verdict[];

const TITLES: Readonly<Record<Verdict, string>> = {
	refuted: 'Refuted',
	open: 'Still open',
	confirmed: 'Confirmed',
};

export function exitCodeOf({ reader, stopped }: Calibration): number {
	if (reader && (!reader.verified || reader.differences.length > 0)) return 3;
	return stopped === undefined ? 0 : 1;
}

function code(value: unknown): string {
	return `\`${JSON.stringify(value) ?? 'nothing'}\``;
}

function shown({ exchanges }: Finding): string {
	return exchanges.length === 0 ? '' : ` (${exchanges.map((number) => `#${number}`).join(', ')})`;
}

function findingLine(finding: Finding): string {
	const { fact, verdict, evidence, believed, saw, text } = finding;
	const marked = fact.mark === undefined ? '' : ` \`${fact.mark}\``;
	const head = `- **${fact.id}**: ${fact.statement}. Was ${evidence}, at \`${fact.at || '/'}\`${marked}.`;
	const told = {
		confirmed: fact.mark === undefined ? text : `${code(saw)}. ${text}`,
		refuted: `Expected ${code(believed)}, saw ${code(saw)}. ${text}`,
		open: text,
	}[verdict];
	return `${head}\n  ${told}${shown(finding)}`;
}

function findingsOf(findings: readonly Finding[], verdict: Verdict): string {
	const lines = findings.filter((finding) => finding.verdict === verdict).map(findingLine);
	return [
		`## ${TITLES[verdict]} (${lines.length})`,
		'',
		...(lines.length ? lines : ['None.']),
	].join('\n');
}

function readerText({ reader }: Calibration): string {
	if (!reader || reader.written.length === 0) return 'Nothing was written to a profile.';
	const written = `Written and put back: ${reader.written.join(', ')}.`;
	const unseen =
		reader.unseen.length === 0
			? []
			: [
					`No response shows ${reader.unseen.join(', ')}: whether they are as before cannot be seen.`,
				];
	if (reader.differences.length === 0) {
		return [written, 'Read again: **the reader is as before.**', ...unseen].join('\n');
	}
	const head = reader.verified
		? '**The reader is not as before.** This differs:'
		: '**Whether the reader is as before is not known.** This may differ:';
	const lines = reader.differences.map(({ key, was, is }) => `- \`${key}\`: was ${was}, is ${is}`);
	return [written, head, '', ...lines, ...unseen].join('\n');
}

function violationsText({ violations }: Calibration): string {
	if (violations.length === 0) return 'Every response was as its schema says.';
	return violations
		.map(({ check, call, status, place, text, exchange, times }) => {
			const where = place === '' ? 'the body' : `\`${place}\``;
			const often = times > 1 ? `, ${times} times` : '';
			return `- \`${check}\`: ${call} → ${status}, ${where}: ${text} (#${exchange}${often})`;
		})
		.join('\n');
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
function exchangesText(exchanges: readonly Exchange[]): string {
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

function changesText(findings: readonly Finding[], facts: ReportFacts): string {
	const refuted = findings.filter(({ verdict }) => verdict === 'refuted');
	const byHand = refuted
		.filter((finding) => !isPatched(finding))
		.map(({ fact, text }) => `- \`${fact.at}\`: ${text}`);
	const files = new Set(refuted.flatMap(({ fact }) => fact.believedBy ?? []));
	const patch = facts.isApplied
		? [`\`spec/${facts.specFile}\` was changed.`]
		: facts.patch === ''
			? ['Nothing that a patch could change.']
			: ['```diff', facts.patch.trimEnd(), '```'];
	return [
		...patch,
		...(byHand.length > 0 ? ['', 'By hand, as no value there says it:', '', ...byHand] : []),
		...(files.size > 0
			? ['', 'Believed otherwise:', '', ...[...files].sort().map((file) => `- \`${file}\``)]
			: []),
	].join('\n');
}

export function markdownReport(calibration: Calibration, facts: ReportFacts): string {
	const { findings, exchanges, stopped } = calibration;
	const counts = VERDICTS.map(
		(verdict) => `${findings.filter((one) => one.verdict === verdict).length} ${verdict}`,
	);
	return [
		`# ${facts.service}: what the API said`,
		`${facts.date}, ${facts.environment}, package ${facts.version}, ${exchanges.length} requests: ${counts.join(', ')}.`,
		...(stopped === undefined ? [] : [`**Not all was asked:** ${stopped}.`]),
		'Values are reduced to their shapes. Numbers such as #12 name requests at the end.',
		'## The reader',
		readerText(calibration),
		...VERDICTS.map((verdict) => findingsOf(findings, verdict)),
		`## Held against \`spec/${facts.specFile}\``,
		violationsText(calibration),
		'## What to change',
		changesText(findings, facts),
		'## Requests',
		exchangesText(exchanges),
		'',
	].join('\n\n');
}

export function jsonReport(calibration: Calibration, facts: ReportFacts): string {
	const { findings, violations, exchanges, reader, stopped } = calibration;
	const told = findings.map(({ fact, ...finding }) => ({ ...fact, ...finding }));
	const report = { ...facts, stopped, reader, findings: told, violations, exchanges };
	return `${JSON.stringify(report, null, '\t')}\n`;
}
