import type {
	ApiAnswer,
	ApiRequest,
	ConversationOperation,
	OperationOutput,
} from '../../shared/operation';
import { SKIPPED } from '../../shared/operation';
import type { Parameters } from '../../shared/parameters';
import { findUser } from '../calls/findUser';
import { digitsOf } from '../fields/phone';
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

/** An operation about one reader, whichever way an item names them. */
export interface UserOperation extends Omit<ConversationOperation, 'conversation' | 'orderKey'> {
	/** What the reader is to the operation. */
	readonly userDescription: string;
	/** Reads and checks all other parameters first, so that nothing is looked up for an item that fails anyway. */
	request(parameters: Parameters): (userId: string) => ApiRequest;
	output(answer: ApiAnswer, parameters: Parameters): OperationOutput;
	/** Makes somebody who was not found a reader. */
	register?(parameters: Parameters, user: UserReference): ApiRequest;
}

/** The same for every way to write the same number. */
function orderKeyOf({ mode, value }: UserReference): string {
	return mode === 'phone' ? digitsOf(value) : value;
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

		orderKey: (parameters) => orderKeyOf(readUser(parameters)),

		*conversation(parameters) {
			const user = readUser(parameters);
			const whenNotFound = parameters.choice('whenNotFound');
			const requestFor = request(parameters);
			const found = user.mode === 'id' ? { userId: user.value } : yield* findUser(user);
			if ('userId' in found) return output(yield requestFor(found.userId), parameters);
			if (whenNotFound === 'skip') return SKIPPED;
			if (whenNotFound === 'register' && register) {
				return output(yield register(parameters, user), parameters);
			}
			throw found.problem;
		},
	};
}
