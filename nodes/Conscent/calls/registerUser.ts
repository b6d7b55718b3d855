import { RequestFailure } from '../../shared/failure';
import type { RunMemory } from '../../shared/memory';
import type { ApiAnswer, ApiRequest } from '../../shared/operation';
import { isNothing, isPlainObject } from '../../shared/values';
import type { UserReference } from '../fields/user';
import { referTo } from '../fields/user';
import type { UserLookup } from './findUser';
import { rememberUser } from './knownUsers';

/**
 * Registers a reader who was not found, and tells the later items of the run, which would register the same person
 * once more: a purchase, by which readers are found, they still have not made.
 */
export function* registerMissing(
	registration: ApiRequest,
	user: UserReference,
	memory: RunMemory,
): Generator<ApiRequest, ApiAnswer, ApiAnswer> {
	const names = [user, ...contactsIn(registration)];
	const remember = (lookup: UserLookup) =>
		names.forEach((name) => rememberUser(name, lookup, memory));
	try {
		const answer = yield registration;
		remember(registered(answer));
		return answer;
	} catch (error) {
		throw noted(error, remember);
	}
}

/** The person is now known by these, too, which may not be what they were looked up by. */
function contactsIn({ body }: ApiRequest): UserReference[] {
	return (['email', 'phone'] as const).flatMap((mode) => {
		const value = body?.[mode];
		return typeof value === 'string' ? [referTo(mode, value)] : [];
	});
}

/** @returns the error as it was, after later items were told of a registration that may have been processed */
function noted<T>(error: T, remember: (lookup: UserLookup) => void): T {
	if (error instanceof RequestFailure && error.facts.mayBeProcessed) {
		remember({ kind: 'unclear', doubt: 'perhapsRegistered' });
	}
	return error;
}

/** The ID is in the documented answer (spec: `UserRegistered.userId`). */
function registered({ body }: ApiAnswer): UserLookup {
	const userId = isPlainObject(body) ? body['userId'] : undefined;
	if (isNothing(userId)) return { kind: 'unclear', doubt: 'registeredWithoutId' };
	return { kind: 'found', userId: String(userId), row: {}, source: 'registration' };
}
