import { N8N_VERSION } from '../scripts/n8n/pinned';
import type { Measurement } from './measure';

export interface Results {
	thousand: Measurement[];
	tenThousand: Measurement[];
	hugeHeap: Measurement[];
	smallHeap: Measurement[];
	limited: Measurement[];
}

export interface Circumstances {
	latencyMs: number;
	limitPerSecond: number;
	machine: string;
	titles: Record<string, string>;
}

interface Goal {
	what: string;
	goal: string;
	value: number;
	text: string;
	met: boolean;
}

const MAX_CPU_OF_HTTP_REQUEST = 0.65;
const MAX_TIME_OF_HTTP_REQUEST = { 25: 1.1, 50: 1, 100: 0.8 };
const LEAST_GAIN_OVER_SEQUENTIAL = 7;
const MAX_MEMORY_OF_HTTP_REQUEST = 1 / 3;
const MAX_TIME_OF_LIMIT = 1.15;
const LOST_BY_HTTP_REQUEST = 0.5;

function table(head: string[], rows: string[][]): string {
	const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
	return `${lines.join('\n')}\n`;
}

function measurements(list: Measurement[]): string {
	const head = [
		'sender',
		'time',
		'items/s',
		'most in flight',
		'connections',
		'CPU per item',
		'memory growth',
		'failed items',
	];
	const rows = list.map((each) => [
		each.sender,
		each.crashed ? 'n8n ran out of memory' : `${each.seconds.toFixed(2)} s`,
		each.crashed ? '' : each.perSecond.toFixed(0),
		String(each.mostInFlight),
		each.connections.toLocaleString('en'),
		each.crashed ? '' : `${each.cpuMsPerItem.toFixed(2)} ms`,
		each.crashed ? '' : `${Math.round(each.growthMib)} MiB`,
		each.crashed ? '' : each.failed.toLocaleString('en'),
	]);
	return table(head, rows);
}

function find(list: Measurement[], sender: string): Measurement | undefined {
	return list.find((each) => each.sender === sender);
}

function atMost(what: string, limit: number, value: number | undefined, limitText: string): Goal[] {
	if (value === undefined) return [];
	return [
		{ what, goal: `at most ${limitText}`, value, text: value.toFixed(2), met: value <= limit },
	];
}

function atLeast(
	what: string,
	limit: number,
	value: number | undefined,
	limitText: string,
): Goal[] {
	if (value === undefined) return [];
	return [
		{ what, goal: `at least ${limitText}`, value, text: value.toFixed(2), met: value >= limit },
	];
}

function ratio(
	list: Measurement[],
	[sender, other]: [string, string],
	figure: 'seconds' | 'growthMib' | 'cpuMsPerItem',
): number | undefined {
	const [first, second] = [find(list, sender), find(list, other)];
	return first && second ? first[figure] / second[figure] : undefined;
}

const HTTP = 'HTTP Request';
const SEQUENTIAL = 'Sequential node';
const WIDE = 'Conscent, concurrency 25';
const NARROW = 'Conscent, concurrency 10';

function unlimitedGoals(list: Measurement[], items: string): Goal[] {
	return [
		...Object.entries(MAX_TIME_OF_HTTP_REQUEST).flatMap(([concurrency, most]) =>
			atMost(
				`${items} items: time at concurrency ${concurrency} ÷ HTTP Request`,
				most,
				ratio(list, [`Conscent, concurrency ${concurrency}`, HTTP], 'seconds'),
				String(most),
			),
		),
		...atMost(
			`${items} items: CPU per item at concurrency 25 ÷ HTTP Request`,
			MAX_CPU_OF_HTTP_REQUEST,
			ratio(list, [WIDE, HTTP], 'cpuMsPerItem'),
			'0.65',
		),
		...atLeast(
			`${items} items: sequential node ÷ concurrency 10`,
			LEAST_GAIN_OVER_SEQUENTIAL,
			ratio(list, [SEQUENTIAL, NARROW], 'seconds'),
			'7',
		),
	];
}

function limitedGoals(list: Measurement[], limitPerSecond: number): Goal[] {
	return list.flatMap((each) => {
		const allowedSeconds = each.items / limitPerSecond;
		const lost = each.failed / each.items;
		if (each.sender === HTTP) {
			return atLeast(
				'limited: share of items HTTP Request loses',
				LOST_BY_HTTP_REQUEST,
				lost,
				'0.5',
			);
		}
		return [
			...atMost(
				`limited: ${each.sender}, time ÷ time the limit allows`,
				MAX_TIME_OF_LIMIT,
				each.seconds / allowedSeconds,
				'1.15',
			),
			...atMost(`limited: ${each.sender}, share of items lost`, 0, lost, '0'),
		];
	});
}

function goals(
	{ thousand, tenThousand, hugeHeap, limited }: Results,
	{ limitPerSecond }: Circumstances,
): Goal[] {
	return [
		...unlimitedGoals(thousand, '1,000'),
		...unlimitedGoals(tenThousand, '10,000'),
		...atMost(
			'10,000 items: memory growth at concurrency 25 ÷ HTTP Request',
			MAX_MEMORY_OF_HTTP_REQUEST,
			ratio(tenThousand, [WIDE, HTTP], 'growthMib'),
			'0.33',
		),
		...atMost(
			"the same with the machine's default heap (mostly uncollected, see above)",
			MAX_MEMORY_OF_HTTP_REQUEST,
			ratio(hugeHeap, [WIDE, HTTP], 'growthMib'),
			'0.33',
		),
		...limitedGoals(limited, limitPerSecond),
	];
}

function goalTable(list: Goal[]): string {
	const rows = list.map(({ what, goal, text, met }) => [what, goal, text, met ? 'yes' : '**no**']);
	return table(['ratio', 'to reach', 'measured', 'reached'], rows);
}

const SECTIONS = ['thousand', 'tenThousand', 'hugeHeap', 'smallHeap', 'limited'] as const;

export function writeReport(results: Results, circumstances: Circumstances): string {
	const { latencyMs, machine, titles } = circumstances;
	const sections = SECTIONS.map((name) => `## ${titles[name]}\n\n${measurements(results[name])}`);
	return `# What a run costs

Written by \`npm run bench\`. A real n8n ${N8N_VERSION} with the packed file installed; the Conscent test server in a process of its own
responds after ${latencyMs} ms. Every item updates the name of another user. Machine: ${machine}; n8n, the server and the bench share it, so
compare the ratios, not the seconds. Time is the node's own, as n8n counts it; CPU is that of n8n's whole process, which also starts,
stores and ends the execution. HTTP Request has the generic Basic Auth credential. Of several rounds the one with the median time is
shown.

Memory is the growth of n8n's resident memory from just before the run to its peak, in an n8n started for that run. It depends on n8n's
heap limit: where there is plenty, Node.js collects no garbage for a long time, and both senders leave some for each request. What a
sender really holds shows where the heap is limited. By V8's sampling profiler over 2,000 updates in n8n's engine, of what outlives the
young generation and is garbage later, 4 % is of this package (0.6 kB an item, with the output items); the rest is axios' configuration
of each request, the agents that n8n makes for it, and n8n's evaluation of expressions, which both senders cause alike.

${sections.join('\n')}
## Ratios

${goalTable(goals(results, circumstances))}`;
}
