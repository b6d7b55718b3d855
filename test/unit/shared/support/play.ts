import type { IDataObject } from 'n8n-workflow';
import type { ApiRequest, Operation, OrderKey } from '../../../../nodes/shared/operation';
import { SKIPPED } from '../../../../nodes/shared/operation';
import { NO_RESPONSE, stepsOf } from '../../../../nodes/shared/steps';
import { parametersOf } from './parameters';

/** What an item sent, and what became of it. */
export interface Played {
	readonly orderKey: OrderKey;
	readonly requests: readonly ApiRequest[];
	readonly items: readonly IDataObject[];
}

/**
 * Plays one item of an operation through, without n8n and without network.
 *
 * @param bodies what comes back for its requests, one after the other
 */
export function play(operation: Operation, parameters: object, bodies: readonly unknown[]): Played {
	const item = operation.prepare(parametersOf({ ...parameters }));
	const steps = stepsOf(item);
	const requests: ApiRequest[] = [];
	const items: IDataObject[] = [];
	let step = steps.next();
	while (!step.done) {
		if ('items' in step.value) {
			items.push(...step.value.items);
			step = steps.next(NO_RESPONSE);
		} else {
			step = steps.next({ status: 200, body: bodies[requests.push(step.value) - 1] });
		}
	}
	const output = step.value === SKIPPED ? [] : step.value;
	return { orderKey: item.orderKey, requests, items: items.concat(output) };
}
