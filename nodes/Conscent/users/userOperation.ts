/**
 * Finding a reader, file by file: `userReference` is how an item names them; `find` reads what they bought; `match` says
 * whether a row is about them, `phone` what a clear number is; `remember` keeps what a run knows already; `register`
 * and `whenNotFound` tell what becomes of an item whose reader is not there; `messages` says why one is in doubt.
 */
import type { RunMemory } from '../../shared/memory';
import type {
	ApiRequest,
	ApiResponse,
	StepsOperation,
	OperationOutput,
} from '../../shared/operation';
import { SKIPPED } from '../../shared/operation';
import { isDryRun } from '../../shared/input/fields/runOptions';
import type { Parameters } from '../../shared/input/parameters';
import type { FoundUser, Lookup } from './find';
import { LOOKUP_CALLS } from './find';
import { personKey } from './match';
import { userError } from './messages';
import { registerMissing } from './register';
import { lookUpUser } from './remember';
import type { UserReference } from './userReference';
import { readUser, userProperty } from './userReference';
import type { WhenNotFound } from './whenNotFound';
import { whenNotFoundProperty } from './whenNotFound';

/** An operation about one reader, whichever way an item names them. */
export interface UserOperation extends Omit<StepsOperation, 'conversation' | 'orderKey'> {
	/** What the reader is to the operation. */
	readonly userDescription: string;
	/** Reads and checks all other parameters first, so that nothing is looked up for an item that fails anyway. */
	request(parameters: Parameters): (userId: string) => ApiRequest;
	output(response: ApiResponse, parameters: Parameters): OperationOutput;
	/** What makes somebody who was not found a reader; without it, nobody is registered. */
	registration?(parameters: Parameters, user: UserReference): ApiRequest;
}

/** Adds the reader's field and the look-up in front of an operation that needs the reader's ID. */
export function userOperation(operation: UserOperation): StepsOperation {
	const { userDescription, request, output, registration, properties, calls, ...texts } = operation;
	const choices: readonly WhenNotFound[] = registration
		? ['fail', 'register', 'skip']
		: ['fail', 'skip'];

	return {
		...texts,
		calls: [...(calls ?? []), ...LOOKUP_CALLS],
		properties: [userProperty(userDescription), whenNotFoundProperty(choices), ...properties],

		orderKey: (parameters) => personKey(readUser(parameters)),

		*conversation(parameters, memory) {
			const user = readUser(parameters);
			const requestFor = request(parameters);
			if (user.mode === 'id') return output(yield requestFor(user.value), parameters);
			const found = yield* findOrElse(user, choices, { parameters, memory });
			if (typeof found === 'object') return output(yield requestFor(found.userId), parameters);
			if (found === 'skip' || !registration) return SKIPPED;
			const run = { memory, isDryRun: isDryRun(parameters) };
			const registering = registerMissing(registration(parameters, user), user, run);
			return output(yield* registering, parameters);
		},
	};
}

/**
 * @param choices what the operation can do for an item whose reader is not found
 * @returns the reader, or what to do instead
 * @throws ValidationError where the item fails instead, and where it is in doubt who is meant
 */
export function* findOrElse(
	user: UserReference,
	choices: readonly WhenNotFound[],
	{ parameters, memory }: { readonly parameters: Parameters; readonly memory: RunMemory },
): Lookup<FoundUser | 'register' | 'skip'> {
	const chosen = choices.find((choice) => choice === parameters.choice('whenNotFound'));
	const lookup = yield* lookUpUser(user, memory);
	if (lookup.kind === 'found') return lookup;
	if (lookup.kind === 'missing' && chosen !== undefined && chosen !== 'fail') return chosen;
	throw userError(user, lookup);
}
