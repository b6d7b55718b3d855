import type { Attempt } from '../../../nodes/shared/http/attempt';
import { SharedToken } from '../../../nodes/shared/http/session';
import { Spacing } from '../../../nodes/shared/http/rateLimiter';
import { RequestLine } from '../../../nodes/shared/http/requestLine';
import { RequestSender } from '../../../nodes/shared/http/requestSender';
import { MAX_PAUSE_MS } from '../../../nodes/shared/http/retry';
import type { Transport } from '../../../nodes/shared/http/transport';
import { path } from '../../../nodes/shared/input/path';
import type { ApiRequest } from '../../../nodes/shared/operation';
import { runItems } from '../../../nodes/shared/runItems';
import { RunRedactor } from '../../../nodes/shared/output/redact';
import type { Service } from '../../../nodes/shared/service';
import { VirtualTime } from './virtualTime';

/** What a simulated server says to a request that arrives at a time, and after how long it says so. */
export type SimulatedServer = (nowMs: number) => { attempt: Attempt; afterMs?: number };

export interface Load {
	/** Of each execution. */
	items: number;
	concurrency: number;
	latencyMs: number;
	/** At the same time, in one process; 1 unless given. */
	executions?: number;
	/** Processes, each with executions of its own: n8n's workers. 1 unless given. */
	processes?: number;
	requestsPerSecond?: number;
	maxRetries?: number;
	seed?: number;
	request?: ApiRequest;
	/** Light use of the same account before: so many executions of one item, one after the other. */
	before?: { executions: number; everyMs: number };
}

export interface Report {
	lost: number;
	/** What was said of each lost item. */
	errors: unknown[];
	sent: number;
	refused: number;
	seconds: number;
	/** When each request arrived at the server, and when each was accepted, in milliseconds. */
	arrivals: number[];
	acceptances: number[];
}

export const UPDATE: ApiRequest = { method: 'PATCH', path: path`/things/${'1'}`, idempotent: true };
export const CREATE: ApiRequest = { method: 'POST', path: path`/things`, idempotent: false };

const SERVICE: Service = {
	name: 'Service',
	credentialType: 'serviceApi',
	resources: [],
	baseUrl: () => 'https://api.example.com/api',
	secrets: () => [],
	advice: { addressFields: "'Base URL'", byStatus: {} },
	readErrorBody: () => ({}),
};

/** The same numbers each time: the generator mulberry32. */
export function seededRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** Sends items through all of the package's own code for sending, against a server that is simulated. */
export async function simulate(server: SimulatedServer, load: Load): Promise<Report> {
	const random = seededRandom(load.seed ?? 1);
	const time = new VirtualTime(random);
	const report = emptyReport();
	const transport = simulatedTransport(server, load, report, time, random);
	const lines = Array.from({ length: load.processes ?? 1 }, () => new RequestLine(random));
	const execute = async (line: RequestLine, items: number) => {
		const sender = senderOf(transport, line, load, random);
		return await runItems({
			count: items,
			concurrency: load.concurrency,
			stopOnFailure: false,
			prepare: () => ({
				key: undefined,
				run: async () => await sender.send(load.request ?? UPDATE),
			}),
		});
	};
	const { executions: lightly = 0, everyMs = 0 } = load.before ?? {};
	const useLightly = async () => {
		for (let count = 0; count < lightly; count++) {
			await Promise.all(lines.map(async (line) => await execute(line, 1)));
			await time.sleep(everyMs);
		}
	};
	try {
		await time.run(useLightly());
		const beganAt = time.nowMs;
		Object.assign(report, emptyReport());
		const runs = lines.flatMap((line) =>
			Array.from({ length: load.executions ?? 1 }, async () => await execute(line, load.items)),
		);
		const outcomes = (await time.run(Promise.all(runs))).flat();
		for (const outcome of outcomes) {
			if (outcome.status === 'failed') report.errors.push(outcome.error);
		}
		report.lost = outcomes.filter(({ status }) => status !== 'done').length;
		report.seconds = (time.nowMs - beganAt) / 1000;
		return report;
	} finally {
		time.end();
	}
}

function emptyReport(): Report {
	return { lost: 0, errors: [], sent: 0, refused: 0, seconds: 0, arrivals: [], acceptances: [] };
}

function senderOf(
	transport: Transport,
	line: RequestLine,
	{ requestsPerSecond = 0, maxRetries = 5 }: Load,
	random: () => number,
): RequestSender {
	const patienceMs = MAX_PAUSE_MS;
	return new RequestSender({
		service: SERVICE,
		credential: {},
		transport,
		account: { line, token: new SharedToken() },
		run: { requestsPerSecond, patienceMs, spacing: new Spacing() },
		rules: { maxRetries, patienceMs, random },
		redactor: new RunRedactor(() => []),
		origin: 'https://api.example.com',
	});
}

function simulatedTransport(
	server: SimulatedServer,
	{ latencyMs }: Load,
	report: Report,
	time: VirtualTime,
	random: () => number,
): Transport {
	const half = () => (latencyMs / 2) * (0.8 + 0.4 * random());
	return {
		async send() {
			report.sent++;
			await time.sleep(half());
			report.arrivals.push(time.nowMs);
			const { attempt, afterMs = 0 } = server(time.nowMs);
			if (attempt.kind === 'success') report.acceptances.push(time.nowMs);
			else report.refused++;
			await time.sleep(half() + afterMs);
			return attempt;
		},
	};
}
