import type { RunMemory } from '../../shared/memory';
import type {
	ApiAnswer,
	ApiRequest,
	ConversationOperation,
	OperationOutput,
} from '../../shared/operation';
import { SKIPPED } from '../../shared/operation';
import type { Parameters } from '../../shared/parameters';
import { lookUpUser, userKey } from '../calls/knownUsers';
import { userProblem } from '../calls/userProblem';
import type { UserReference } from '../fields/user';
import { readUser, userProperty } from '../fields/user';
import { whenNotFoundProperty } from '../fields/whenNotFound';

/** The calls that a look-up by email address or phone number makes. */
export const LOOKUP_CALLS = [
	'getSubscriptionPurchases',
	'getPasses',
	'getMicropayments',
	'getTransactions',
] as const;

type Registration = Generator<ApiRequest, ApiAnswer, ApiAnswer>;

/** An operation about one reader, whichever way an item names them. */
export interface UserOperation extends Omit<ConversationOperation, 'conversation' | 'orderKey'> {
	/** What the reader is to the operation. */
	readonly userDescription: string;
	/** Reads and checks all other parameters first, so that nothing is looked up for an item that fails anyway. */
	request(parameters: Parameters): (userId: string) => ApiRequest;
	output(answer: ApiAnswer, parameters: Parameters): OperationOutput;
	/** Makes somebody who was not found a reader, whom later items of the run then find. */
	register?(parameters: Parameters, user: UserReference, memory: RunMemory): Registration;
}

/** Adds the reader's field and the look-up in front of an operation that needs the reader's ID. */
export function userOperation(operation: UserOperation): ConversationOperation {
	const { userDescription, request, output, register, properties, calls, ...texts } = operation;

	return {
		...texts,
		calls: [...(calls ?? []), ...LOOKUP_CALLS],
		properties: [
			userProperty(userDescription),
			whenNotFoundProperty(register ? ['fail', 'register', 'skip'] : ['fail', 'skip']),
			...properties,
		],

		orderKey: (parameters) => userKey(readUser(parameters)),

		*conversation(parameters, memory) {
			const user = readUser(parameters);
			const whenNotFound = parameters.choice('whenNotFound');
			const requestFor = request(parameters);
			if (user.mode === 'id') return output(yield requestFor(user.value), parameters);
			const lookup = yield* lookUpUser(user, memory);
			if (lookup.kind === 'found') return output(yield requestFor(lookup.userId), parameters);
			if (lookup.kind === 'missing' && whenNotFound === 'skip') return SKIPPED;
			if (lookup.kind === 'missing' && whenNotFound === 'register' && register) {
				return output(yield* register(parameters, user, memory), parameters);
			}
			throw userProblem(user, lookup);
		},
	};
}
