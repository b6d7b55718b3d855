/** Runs a question: makes its calls through the client, and keeps it to what the plan says. */
import type { Client } from './client';
import { ALL_OTHERS } from './question';
import type { Calls, CallResponse, Filled, PlannedCall, Question, Target, Told } from './question';

export interface Asked {
	readonly told: readonly Told[];
	/** Why the question ended early. */
	readonly failure?: unknown;
}

function hasOnlyKeysOf(planned: object = {}, given: object = {}): boolean {
	return Object.keys(given).every((key) => key in planned);
}

/** Allows each call as often as planned, and only with the keys that the plan prints: else the question has a defect. */
function planKeeper(calls: Calls): (name: string, filled: Filled) => PlannedCall {
	const made = new Map<string, number>();
	return (name, { body, query }) => {
		const planned = calls[name];
		const times = (made.get(name) ?? 0) + 1;
		made.set(name, times);
		const isPlanned = planned && times <= (planned.times ?? 1);
		if (isPlanned && hasOnlyKeysOf(planned.body, body) && hasOnlyKeysOf(planned.query, query)) {
			return planned;
		}
		throw new Error(`The call ${name} is not planned so`);
	};
}

function assertAsked({ facts }: Question, { fact }: Told): void {
	const isAsked = fact === ALL_OTHERS || facts.some(({ id }) => id === fact);
	if (!isAsked) throw new Error(`The fact ${fact} is not asked for`);
}

/**
 * @param before sees each call before it is sent, and throws if it may not be
 * @returns what was told until the end, or until the first call that failed
 */
export async function askQuestion(
	question: Question,
	target: Target,
	client: Client,
	before: (call: PlannedCall) => void,
): Promise<Asked> {
	const plannedFor = planKeeper(question.calls(target));
	const steps = question.steps(target);
	const told: Told[] = [];
	try {
		let response: CallResponse | undefined;
		for (;;) {
			const { done, value } = response ? steps.next(response) : steps.next();
			if (done) return { told };
			response = undefined;
			if ('fact' in value) {
				assertAsked(question, value);
				told.push(value);
			} else {
				const { call, ...filled } = value;
				const planned = plannedFor(call, filled);
				before({ ...planned, ...filled });
				response = await client.send(planned, question.id, filled);
			}
		}
	} catch (failure) {
		return { told, failure };
	}
}
