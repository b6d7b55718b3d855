import { RequestFailure } from '../../shared/failure';
import type { RunMemory } from '../../shared/memory';
import type { ApiAnswer, ApiRequest } from '../../shared/operation';
import { ParameterProblem } from '../../shared/problem';
import { isNothing, isPlainObject } from '../../shared/values';
import type { UserReference } from '../fields/user';
import { USER_LABEL } from '../fields/user';
import type { UserLookup } from './findUser';
import { rememberUser } from './findUser';

/**
 * Registers a reader who was not found, and tells the later items of the run, which would register the same person
 * once more: a purchase, by which readers are found, they still have not made.
 */
export function* registerMissing(
	registration: ApiRequest,
	user: UserReference,
	memory: RunMemory,
): Generator<ApiRequest, ApiAnswer, ApiAnswer> {
	try {
		const answer = yield registration;
		rememberUser(user, registered(user, answer), memory);
		return answer;
	} catch (error) {
		throw noted(error, user, memory);
	}
}

/** @returns the error as it was, after later items were told of a registration that may have been processed */
function noted<T>(error: T, user: UserReference, memory: RunMemory): T {
	if (error instanceof RequestFailure && error.facts.mayBeProcessed) {
		rememberUser(user, unclear(perhapsRegistered(user)), memory);
	}
	return error;
}

/** The ID is in the documented answer (spec: `UserRegistered.userId`). */
function registered(user: UserReference, { body }: ApiAnswer): UserLookup {
	const userId = isPlainObject(body) ? body['userId'] : undefined;
	if (isNothing(userId)) return unclear(registeredWithoutId(user));
	return { kind: 'found', userId: String(userId), row: {}, source: 'registration' };
}

function registeredWithoutId({ value }: UserReference): string {
	return `An earlier item registered '${value}', but the answer held no ID, so this item's fields could not be sent`;
}

function perhapsRegistered({ value }: UserReference): string {
	return `It is not clear whether an earlier item registered '${value}', so this item's fields were not sent`;
}

function unclear(message: string): UserLookup {
	const hint = "See in Conscent's dashboard whether the user is there, then run this item again.";
	return { kind: 'unclear', problem: new ParameterProblem(USER_LABEL, message, hint) };
}
