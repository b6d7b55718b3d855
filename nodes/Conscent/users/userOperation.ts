/**
 * Finding a user, file by file: `userReference` is how an item names them; `find` reads what they bought; `match` says
 * whether a row is about them, `phone` what a clear number is; `remember` keeps what a run knows already; `register`
 * and `whenNotFound` tell what becomes of an item whose user is not there; `messages` says why one is in doubt.
 */
import type { IDataObject } from 'n8n-workflow';

import type { RunMemory } from '../../shared/memory';
import type {
	ApiRequest,
	Operation,
	PreparedRequest,
	PreparedSteps,
	Steps,
	StepsTo,
} from '../../shared/operation';
import { SKIPPED } from '../../shared/operation';
import type { Parameters } from '../../shared/input/parameters';
import type { FoundUser } from './find';
import { LOOKUP_CALLS } from './find';
import { userKey } from './match';
import { userError } from './messages';
import { registerMissing } from './register';
import { lookUpUser } from './remember';
import type { UserReference } from './userReference';
import { readUser, userProperty } from './userReference';
import type { WhenNotFound } from './whenNotFound';
import { readWhenNotFound, whenNotFoundProperty } from './whenNotFound';

/** An item whose parameters were all read, but whose user may have to be looked up. */
interface PreparedForUser extends Pick<PreparedRequest, 'output'> {
	request(userId: string): ApiRequest;
	/** What a dry run shows beside the request, read by requests of its own. */
	preview?(userId: string): StepsTo<IDataObject>;
	/** The registration of a user who was not found, for operations that offer it. */
	registration?(user: UserReference): ApiRequest;
}

/** An operation about one user, whichever way an item names them. */
export interface UserOperation extends Omit<Operation, 'prepare'> {
	/** What the user is to the operation. */
	readonly userDescription: string;
	/** What can be done for an item whose user is not found. */
	readonly whenNotFound?: readonly WhenNotFound[];
	/** Reads and checks all parameters but the user, so that nothing is looked up for an item that fails anyway. */
	prepare(parameters: Parameters): PreparedForUser;
}

const BUYERS_ONLY =
	'The value is an ID, an email address or a phone number, as the mode says. By email or phone, only readers who bought something are found.';

/** Adds the user's field and the look-up to an operation that needs the user's ID. */
export function userOperation(operation: UserOperation): Operation {
	const { userDescription, prepare, properties, calls = [], ...texts } = operation;
	const { whenNotFound: choices = ['fail', 'skip'], ...rest } = texts;
	return {
		...rest,
		calls: [...calls, ...LOOKUP_CALLS],
		properties: [
			userProperty(`${userDescription}. ${BUYERS_ONLY}`),
			whenNotFoundProperty(choices),
			...properties,
		],

		prepare(parameters): PreparedRequest | PreparedSteps {
			const user = readUser(parameters);
			const orderKey = userKey(user);
			const item = prepare(parameters);
			if (user.mode === 'id') {
				return item.preview
					? { orderKey, steps: (_memory, isDry) => request(user.value, item, isDry) }
					: { orderKey, request: item.request(user.value), output: item.output };
			}
			const whenNotFound = readWhenNotFound(parameters, choices);
			return {
				orderKey,
				steps: (memory, isDry) => findThenSend(user, item, { whenNotFound, memory, isDry }),
			};
		},
	};
}

interface UserRun {
	readonly whenNotFound: WhenNotFound;
	readonly memory: RunMemory;
	readonly isDry: boolean;
}

function* findThenSend(user: UserReference, item: PreparedForUser, run: UserRun): Steps {
	const found = yield* findOrElse(user, run.whenNotFound, run.memory);
	if (typeof found === 'object') return yield* request(found.userId, item, run.isDry);
	if (found === 'skip' || !item.registration) return SKIPPED;
	return item.output(yield* registerMissing(item.registration(user), user, run));
}

function* request(userId: string, item: PreparedForUser, isDry: boolean): Steps {
	const preview = isDry && item.preview ? yield* item.preview(userId) : undefined;
	return item.output(yield { ...item.request(userId), ...(preview ? { preview } : {}) });
}

/**
 * @returns the user, or what to do instead
 * @throws ValidationError where the item fails instead, and where it is in doubt who is meant
 */
export function* findOrElse(
	user: UserReference,
	whenNotFound: WhenNotFound,
	memory: RunMemory,
): StepsTo<FoundUser | 'register' | 'skip'> {
	const lookup = yield* lookUpUser(user, memory);
	if (lookup.kind === 'found') return lookup;
	if (lookup.kind === 'missing' && whenNotFound !== 'fail') return whenNotFound;
	throw userError(user, lookup);
}
