/** `npm run bench:limits`: simulates servers with rate limits, with a clock that jumps, and writes bench/limits.md. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import type { RetryAfterStyle } from '../test/support/simulation/limitedServers';
import { fixedWindow, slidingWindow, tokenBucket } from '../test/support/simulation/limitedServers';
import type { Load, SimulatedServer } from '../test/support/simulation/simulation';
import { simulate } from '../test/support/simulation/simulation';

const SEEDS = [1, 2, 3, 4, 5];
const STYLES: readonly RetryAfterStyle[] = ['roundedUp', 'cut', 'absent'];
const MINUTE_S = 60;
/** What comes before is learning. */
const LEARNING_REQUESTS = 100;

interface Kind {
	readonly name: string;
	readonly perSecond: number;
	readonly loads: readonly Load[];
	/** Only what comes after the first hundred requests counts. */
	readonly isLong?: true;
	/** @param part from 0 up to 1, another one for each seed */
	readonly server: (style: RetryAfterStyle, part: number) => SimulatedServer;
}

function loads(...pairs: ReadonlyArray<readonly [number, number, number]>): Load[] {
	return pairs.map(([items, concurrency, latencyMs]) => ({ items, concurrency, latencyMs }));
}

const QUICK = loads([1000, 5, 1], [1000, 5, 20], [1000, 10, 100], [1000, 25, 50]);
const FAR = loads([1000, 100, 300], [1000, 100, 500]);
const SLOW = loads([300, 1, 50], [300, 2, 100], [300, 5, 100], [300, 50, 200]);
const MEDIUM = loads([1000, 10, 50], [1000, 25, 100], [1000, 50, 200]);

type Common = Pick<Kind, 'perSecond' | 'loads' | 'isLong'>;

function windows(count: number, windowMs: number, unit: string, common: Common): Kind[] {
	return [
		{
			...common,
			name: `fixed window, ${count}${unit}`,
			server: (style) => fixedWindow(count, windowMs, style),
		},
		{
			...common,
			name: `fixed window begun before, ${count}${unit}`,
			server: (style, part) => fixedWindow(count, windowMs, style, part * windowMs),
		},
		{
			...common,
			name: `sliding window, ${count}${unit}`,
			server: (style) => slidingWindow(count, windowMs, style),
		},
	];
}

function bucket(tokens: number, rate: string, common: Common): Kind {
	return {
		...common,
		name: `bucket of ${tokens}, ${rate}`,
		server: (style) => tokenBucket(common.perSecond, tokens, style),
	};
}

function perMinute(count: number): Kind[] {
	const common: Common = { perSecond: count / MINUTE_S, loads: SLOW, isLong: true };
	return [
		...windows(count, 60_000, '/min', common),
		bucket(Math.min(100, count), `${count}/min`, common),
	];
}

function perSecond(count: number, load: readonly Load[], note: string): Kind[] {
	const common: Common = { perSecond: count, loads: load };
	return [
		...windows(count, 1000, `/s${note}`, common),
		bucket(100, `${count}/s${note}`, common),
		bucket(10, `${count}/s${note}`, common),
	];
}

const MANY: readonly Load[] = [10, 50, 200].map((latencyMs) => ({
	items: 1,
	executions: 100,
	concurrency: 5,
	latencyMs,
}));
const WORKERS: readonly Load[] = [10, 50, 200].map((latencyMs) => ({
	items: 50,
	executions: 2,
	processes: 4,
	concurrency: 5,
	latencyMs,
}));

const KINDS: readonly Kind[] = [
	...perSecond(100, QUICK, ''),
	...perSecond(100, FAR, ', 100 at once, 300 and 500 ms away'),
	...perSecond(1000, loads([10_000, 25, 20], [10_000, 100, 50]), ', 10,000 items'),
	...[1, 2, 4, 20, 60, 100, 600].flatMap(perMinute),
	...[10, 20, 50].flatMap((count) =>
		windows(count, 1000, '/s', { perSecond: count, loads: MEDIUM, isLong: true }),
	),
	...(
		[
			[10, 10],
			[5, 20],
			[10, 50],
		] as const
	).map(([tokens, rate]) =>
		bucket(tokens, `${rate}/s`, { perSecond: rate, loads: MEDIUM, isLong: true }),
	),
	bucket(1, '10/s', { perSecond: 10, loads: MEDIUM, isLong: true }),
	{
		name: '100 executions of 1 item, fixed window, 10/s',
		perSecond: 10,
		loads: MANY,
		server: (style) => fixedWindow(10, 1000, style),
	},
	{
		name: '100 executions of 1 item, bucket of 10, 10/s',
		perSecond: 10,
		loads: MANY,
		server: (style) => tokenBucket(10, 10, style),
	},
	{
		name: '100 executions of 100 items, bucket of 100, 100/s',
		perSecond: 100,
		loads: [{ items: 100, executions: 100, concurrency: 100, latencyMs: 50 }],
		server: (style) => tokenBucket(100, 100, style),
	},
	{
		name: '4 workers of a queue, fixed window, 20/s',
		perSecond: 20,
		loads: WORKERS,
		server: (style) => fixedWindow(20, 1000, style),
	},
	{
		name: '4 workers of a queue, bucket of 20, 20/s',
		perSecond: 20,
		loads: WORKERS,
		server: (style) => tokenBucket(20, 20, style),
	},
	{
		name: '4 workers of a queue, bucket of 1, 20/s',
		perSecond: 20,
		loads: WORKERS,
		server: (style) => tokenBucket(20, 1, style),
	},
];

interface Outcome {
	readonly items: number;
	readonly lost: number;
	readonly ratio: number;
	readonly refusals: number;
}

async function runOnce(kind: Kind, style: RetryAfterStyle, load: Load): Promise<Outcome> {
	const report = await simulate(kind.server(style, ((load.seed ?? 0) * 0.377) % 1), load);
	const parallel = (load.executions ?? 1) * (load.processes ?? 1);
	const items = load.items * parallel;
	const fastest = (load.concurrency * parallel * 1000) / load.latencyMs;
	const rate = Math.min(kind.perSecond, fastest);
	const { acceptances } = report;
	const from = kind.isLong ? LEARNING_REQUESTS : 0;
	const startMs = kind.isLong ? (acceptances[LEARNING_REQUESTS - 1] ?? 0) : 0;
	const endMs = kind.isLong ? (acceptances.at(-1) ?? 0) : report.seconds * 1000;
	const idealMs = ((items - from) * 1000) / rate;
	return {
		items,
		lost: report.lost,
		ratio: (endMs - startMs) / idealMs,
		refusals: report.refused / items,
	};
}

async function rowOf(kind: Kind): Promise<string> {
	const outcomes: Outcome[] = [];
	for (const style of STYLES) {
		for (const load of kind.loads) {
			for (const seed of SEEDS) outcomes.push(await runOnce(kind, style, { ...load, seed }));
		}
	}
	const sum = (pick: (outcome: Outcome) => number) =>
		outcomes.reduce((total, outcome) => total + pick(outcome), 0);
	const ratios = outcomes.map(({ ratio }) => ratio).sort((a, b) => a - b);
	const median = ratios[Math.floor(ratios.length / 2)] ?? 0;
	const cells = [
		kind.name,
		sum(({ items }) => items).toLocaleString('en-US'),
		String(sum(({ lost }) => lost)),
		median.toFixed(2),
		(ratios.at(-1) ?? 0).toFixed(2),
		(sum(({ refusals }) => refusals) / outcomes.length).toFixed(3),
	];
	process.stdout.write(`${cells.join('  ')}\n`);
	return `| ${cells.join(' | ')} |`;
}

const HEAD = `# Rate limits, simulated

\`npm run bench:limits\` sends items through the package's own code for sending, with a clock that jumps, against servers
of different kinds: ${SEEDS.length} seeds each, with a \`Retry-After\` that is rounded up to whole seconds, one that is cut to whole
seconds (often 0), and none. Each request takes its latency ± 20 %, timers fire up to 2 ms late.

A fixed window "begun before" is at another place of its time with each seed; the others begin with the first request.
"Ideal" is the number of items divided by the rate that the server allows (or that latency and concurrency allow, where
that is less). For limits below 100 a second only what comes after the first ${LEARNING_REQUESTS} requests counts; a ratio below 1 means
that a full bucket or window was still there. "Refusals" are 429s per item.

| server | items | lost | time ÷ ideal, median | at most | refusals |
| --- | --- | --- | --- | --- | --- |
`;

async function main(): Promise<void> {
	const rows: string[] = [];
	for (const kind of KINDS) rows.push(await rowOf(kind));
	writeFileSync(path.join(__dirname, 'limits.md'), `${HEAD}${rows.join('\n')}\n`);
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
	process.exit(1);
});
