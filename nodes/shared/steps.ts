import { RunMemory } from './memory';
import type { ApiResponse, PreparedItem, PreparedRequest, Steps } from './operation';

/** Ends steps before their own end, with this output. */
export class EndWith<Output> {
	constructor(readonly output: Output) {}
}

/** The response to rows that were handed over: there is nothing to say to them. */
export const NO_RESPONSE: ApiResponse = { status: 0, body: '' };

/** The requests of a prepared item, also where it is only one. */
export function stepsOf(item: PreparedItem, memory = new RunMemory(), isDry = false): Steps {
	return 'steps' in item ? item.steps(memory, isDry) : singleRequest(item);
}

function* singleRequest({ request, output }: PreparedRequest): Steps {
	return output(yield request);
}

/**
 * Runs steps to their end. What `respond` throws is thrown into the generator, which may go on or throw it in turn.
 *
 * @param respond sends a request; or ends the steps, as a dry run does
 */
export async function runSteps<Step, Output, Response>(
	steps: Generator<Step, Output, Response>,
	respond: (step: Step) => Promise<Response | EndWith<Output>>,
): Promise<Output> {
	let step = steps.next();
	while (!step.done) {
		const responded = await respond(step.value).then(
			(response) => ({ response }),
			(error: unknown) => ({ error }),
		);
		if ('error' in responded) step = steps.throw(responded.error);
		else if (responded.response instanceof EndWith) step = steps.return(responded.response.output);
		else step = steps.next(responded.response);
	}
	return step.value;
}
