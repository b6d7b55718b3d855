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

const MOST_USERS = 10_000;
const LATENCY_MS = 50;
const LIMIT_PER_SECOND = 100;

type MakeSender = (credentials: Credentials, baseUrl: string) => Sender;

const CONSCENT_10: MakeSender = (credentials) => conscentSender(credentials, 10);
const CONSCENT_25: MakeSender = (credentials) => conscentSender(credentials, 25);
const CONSCENT_25_WHOLE: MakeSender = (credentials) => conscentSender(credentials, 25, false);

interface Case {
	items: number;
	senders: MakeSender[];
	/** Each sender so often, taking turns, so that a busy moment of the machine does not hit one of them only. */
	rounds: number;
	limit?: ControlSettings['limit'];
}

function casesOf(options: { quick: boolean; full: boolean }): Record<keyof Results, Case> {
	const rounds = options.quick ? 1 : 3;
	const small = [CONSCENT_10, CONSCENT_25, CONSCENT_25_WHOLE, httpRequestSender, sequentialSender];
	const large = options.full ? small : small.filter((sender) => sender !== sequentialSender);
	return {
		thousand: { items: 1_000, senders: small, rounds },
		tenThousand: { items: MOST_USERS, senders: large, rounds: options.quick ? 1 : 2 },
		limited: {
			items: 1_000,
			senders: [CONSCENT_10, CONSCENT_25, httpRequestSender],
			rounds: 1,
			limit: { perSecond: LIMIT_PER_SECOND, retryAfter: 'seconds' },
		},
	};
}

async function measureOnce(
	server: RemoteServer,
	make: MakeSender,
	each: Case,
): Promise<Measurement> {
	const bench = await Bench.start(server);
	const sender = make(bench.credentials, server.baseUrl);
	const settings = { latencyMs: LATENCY_MS, ...(each.limit ? { limit: each.limit } : {}) };
	const measurement = await bench.measure(sender, each.items, settings).finally(() => bench.stop());
	const { seconds, failed, growthMib } = measurement;
	process.stdout.write(
		`  ${sender.name}: ${each.items} items in ${seconds.toFixed(2)} s, ${failed} failed, +${Math.round(growthMib)} MiB\n`,
	);
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
	const server = await startRemoteServer(MOST_USERS);
	const results: Results = { thousand: [], tenThousand: [], limited: [] };
	for (const name of Object.keys(cases) as Array<keyof Results>) {
		const each = cases[name];
		process.stdout.write(
			`${each.items} items${each.limit ? `, server allows ${LIMIT_PER_SECOND}/s` : ''}\n`,
		);
		results[name] = (await measureCase(server, each)).map(median);
	}
	server.close();
	const machine = `${os.cpus().length} × ${os.cpus()[0]?.model ?? 'CPU'}, ${process.platform}`;
	const report = writeReport(results, {
		latencyMs: LATENCY_MS,
		limitPerSecond: LIMIT_PER_SECOND,
		machine,
	});
	writeFileSync(path.join(REPOSITORY_ROOT, 'bench', 'results.md'), report);
	process.stdout.write(`\n${report}`);
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
	process.exit(1);
});
