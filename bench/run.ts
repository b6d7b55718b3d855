/** `npm run bench [-- --quick] [-- --full]`: measures in a real n8n and writes bench/results.md. */
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { REPOSITORY_ROOT } from '../scripts/n8n/package';
import type { ControlSettings } from '../test/server';
import { Bench } from './measure';
import type { Measurement } from './measure';
import { startRemoteServer } from './remoteServer';
import type { RemoteServer } from './remoteServer';
import { writeReport } from './report';
import type { Results } from './report';
import { conscentSender, httpRequestSender, sequentialSender } from './senders';
import type { Credentials, Sender } from './senders';

const MAX_USERS = 10_000;
const LATENCY_MS = 50;
const LIMIT_PER_SECOND = 100;
/** About what Node.js takes by itself in a container of 1.5 GB. */
const COMMON_HEAP_MIB = 700;
const SMALL_HEAP_MIB = 400;

type MakeSender = (credentials: Credentials, baseUrl: string) => Sender;

const CONSCENT_10: MakeSender = (credentials) => conscentSender(credentials, 10);
const CONSCENT_25: MakeSender = (credentials) => conscentSender(credentials, 25);
const CONSCENT_50: MakeSender = (credentials) => conscentSender(credentials, 50);
const CONSCENT_100: MakeSender = (credentials) => conscentSender(credentials, 100);
const CONSCENT_25_WHOLE: MakeSender = (credentials) => conscentSender(credentials, 25, false);

interface Case {
	title: string;
	items: number;
	senders: MakeSender[];
	/** Each sender so often, taking turns, so that a busy moment of the machine does not hit one of them only. */
	rounds: number;
	limit?: ControlSettings['limit'];
	heapMib?: number;
}

function casesOf(options: { quick: boolean; full: boolean }): Record<keyof Results, Case> {
	const rounds = options.quick ? 1 : 3;
	const each = [CONSCENT_10, CONSCENT_25, CONSCENT_50, CONSCENT_100];
	const conscent = options.quick ? each : [...each, CONSCENT_25_WHOLE];
	const sequential = options.full ? [sequentialSender] : [];
	const most = { items: MAX_USERS, rounds: options.quick ? 1 : 2 };
	const two = [CONSCENT_25, httpRequestSender];
	return {
		thousand: {
			title: '1,000 items',
			items: 1_000,
			senders: [...conscent, httpRequestSender, sequentialSender],
			rounds,
		},
		tenThousand: {
			...most,
			title: `10,000 items, n8n with a heap of ${COMMON_HEAP_MIB} MiB`,
			senders: [...conscent, httpRequestSender, ...sequential],
			heapMib: COMMON_HEAP_MIB,
		},
		hugeHeap: {
			...most,
			title: "10,000 items, n8n with this machine's default heap",
			senders: two,
		},
		smallHeap: {
			...most,
			rounds: 1,
			title: `10,000 items, n8n with a heap of ${SMALL_HEAP_MIB} MiB`,
			senders: two,
			heapMib: SMALL_HEAP_MIB,
		},
		limited: {
			title: `1,000 items, and the server allows ${LIMIT_PER_SECOND} requests a second`,
			items: 1_000,
			senders: [CONSCENT_10, CONSCENT_25, httpRequestSender],
			rounds: 1,
			limit: { perSecond: LIMIT_PER_SECOND, retryAfter: 'seconds' },
		},
	};
}

function tell({ sender, seconds, cpuMsPerItem, failed, growthMib, crashed }: Measurement): string {
	if (crashed) return `  ${sender}: n8n ran out of memory`;
	const cpu = `${cpuMsPerItem.toFixed(2)} ms CPU an item`;
	return `  ${sender}: ${seconds.toFixed(2)} s, ${cpu}, ${failed} failed, +${Math.round(growthMib)} MiB`;
}

async function measureOnce(
	server: RemoteServer,
	make: MakeSender,
	each: Case,
): Promise<Measurement> {
	const bench = await Bench.start(server, each.heapMib);
	const sender = make(bench.credentials, server.baseUrl);
	const settings = { latencyMs: LATENCY_MS, ...(each.limit ? { limit: each.limit } : {}) };
	const measurement = await bench.measure(sender, each.items, settings).finally(() => bench.stop());
	process.stdout.write(`${tell(measurement)}\n`);
	return measurement;
}

async function measureCase(server: RemoteServer, each: Case): Promise<Measurement[][]> {
	const rounds: Measurement[][] = each.senders.map(() => []);
	for (let round = 0; round < each.rounds; round += 1) {
		for (const [index, make] of each.senders.entries()) {
			rounds[index]?.push(await measureOnce(server, make, each));
		}
	}
	return rounds;
}

/** The round with the median time stands for all: one busy moment does not decide. */
function median(rounds: Measurement[]): Measurement {
	const sorted = [...rounds].sort((a, b) => a.seconds - b.seconds);
	const middle = sorted[Math.floor((sorted.length - 1) / 2)];
	if (!middle) throw new Error('Nothing was measured');
	return middle;
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			quick: { type: 'boolean', default: false },
			full: { type: 'boolean', default: false },
		},
	});
	const cases = casesOf(values);
	const server = await startRemoteServer(MAX_USERS);
	const results: Results = {
		thousand: [],
		tenThousand: [],
		hugeHeap: [],
		smallHeap: [],
		limited: [],
	};
	for (const name of Object.keys(cases) as Array<keyof Results>) {
		const each = cases[name];
		process.stdout.write(`${each.title}\n`);
		results[name] = (await measureCase(server, each)).map(median);
	}
	server.close();
	const report = writeReport(results, {
		latencyMs: LATENCY_MS,
		limitPerSecond: LIMIT_PER_SECOND,
		machine: `${os.cpus().length} CPU cores, ${Math.round(os.totalmem() / 1024 ** 3)} GiB, ${process.platform}`,
		titles: Object.fromEntries(Object.entries(cases).map(([name, { title }]) => [name, title])),
	});
	writeFileSync(path.join(REPOSITORY_ROOT, 'bench', 'results.md'), report);
	process.stdout.write(`\n${report}`);
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
	process.exit(1);
});
