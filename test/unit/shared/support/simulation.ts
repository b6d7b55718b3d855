import { Gate } from '../../../../nodes/shared/gate';
import type { ApiRequest } from '../../../../nodes/shared/operation';
import { Pace } from '../../../../nodes/shared/pace';
import { path } from '../../../../nodes/shared/path';
import { runItems } from '../../../../nodes/shared/runItems';
import { Sender } from '../../../../nodes/shared/sender';
import type { Transport } from '../../../../nodes/shared/transport';
import type { LimitedServer } from './limitedServers';
import { VirtualTime } from './virtualTime';

export interface Load {
	items: number;
	concurrency: number;
	latencyMs: number;
	requestsPerSecond?: number;
	seed?: number;
}

export interface Report {
	lost: number;
	refused: number;
	seconds: number;
	/** When each request arrived at the server. */
	arrivals: number[];
	mostAttempts: number;
}

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
export async function simulate(server: LimitedServer, load: Load): Promise<Report> {
	const random = seededRandom(load.seed ?? 1);
	const time = new VirtualTime(random);
	const pace = new Pace(load.requestsPerSecond ?? 0);
	const report: Report = { lost: 0, refused: 0, seconds: 0, arrivals: [], mostAttempts: 0 };
	const attempts = new Map<ApiRequest, number>();
	const transport: Transport = {
		async send(request) {
			const number = (attempts.get(request) ?? 0) + 1;
			attempts.set(request, number);
			report.mostAttempts = Math.max(report.mostAttempts, number);
			await time.sleep((load.latencyMs / 2) * (0.8 + 0.4 * random()));
			report.arrivals.push(time.nowMs);
			const verdict = server(time.nowMs);
			await time.sleep((load.latencyMs / 2) * (0.8 + 0.4 * random()));
			if (verdict.ok) {
				return { attempt: { kind: 'answered', status: 200 }, answer: { status: 200, body: '' } };
			}
			report.refused++;
			return {
				attempt: { kind: 'answered', status: 429, retryAfterMs: verdict.retryAfterMs },
				failure: { kind: 'answered', status: 429, problem: {}, isWebPage: false },
			};
		},
	};
	const sender = new Sender({
		transport,
		gate: new Gate(pace),
		pace,
		rules: { maxRetries: 5, random },
		secrets: [],
		failureContext: { serviceName: 'Service', origin: 'https://api.example.com', advice: {} },
	});
	const outcomes = await time.run(
		runItems({
			count: load.items,
			concurrency: load.concurrency,
			stopOnFailure: false,
			prepare: () => ({
				key: undefined,
				run: async () =>
					await sender.send({ method: 'POST', path: path`/things`, repeatable: false }),
			}),
		}),
	);
	report.lost = outcomes.filter(({ status }) => status !== 'done').length;
	report.seconds = time.nowMs / 1000;
	return report;
}
