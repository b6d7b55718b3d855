/** Runs a question: makes its calls through the client, and keeps it to what the plan says. */
import type { Client } from './client';
import type { Ask, CallResponse, PlannedCall, Question, Target, Told } from './question';

/** A defect of a question, not of the API: it wanted something that the plan does not say. */
export class UnplannedCall extends Error {
	override readonly name = 'UnplannedCall';
}

export interface Asked {
	readonly told: readonly Told[];
	/** Why the question ended early. */
	readonly failure?: unknown;
}

/** Allows each call as often as planned, and only with the keys that the plan prints. */
class PlanKeeper {
	private readonly left: Map<PlannedCall, number>;

	constructor(planned: Readonly<Record<string, PlannedCall>>) {
		this.left = new Map(Object.values(planned).map((call) => [call, call.times ?? 1]));
	}

	/** @throws UnplannedCall */
	check({ call, body, query }: Ask): void {
		const left = this.left.get(call) ?? 0;
		const isPlanned = left > 0 && hasKeysOf(body, call.body) && hasKeysOf(query, call.query);
		if (!isPlanned) throw new UnplannedCall(`${call.method} ${call.path} is not planned so`);
		this.left.set(call, left - 1);
	}
}

function hasKeysOf(given: object | undefined, planned: object | undefined): boolean {
	const known = Object.keys(planned ?? {});
	return Object.keys(given ?? {}).every((key) => known.includes(key));
}

/**
 * @param before sees each call before it is sent, and throws if nothing may be sent any more
 * @returns what was told until the end, or until the first call that failed
 */
export async function askQuestion(
	question: Question,
	target: Target,
	client: Client,
	before: (ask: Ask) => void,
): Promise<Asked> {
	const planned = question.calls(target);
	const keeper = new PlanKeeper(planned);
	const steps = question.steps(planned, target);
	const told: Told[] = [];
	try {
		let response: CallResponse | undefined;
		for (;;) {
			const step = response ? steps.next(response) : steps.next();
			if (step.done) return { told };
			response = undefined;
			if ('fact' in step.value) {
				told.push(step.value);
			} else {
				keeper.check(step.value);
				before(step.value);
				response = await client.send(step.value, question.id);
			}
		}
	} catch (failure) {
		if (failure instanceof UnplannedCall) throw failure;
		return { told, failure };
	}
}
