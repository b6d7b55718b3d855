import { ValidationError } from '../../shared/input/validationError';
import type { UserReference } from './userReference';
import { USER_LABEL } from './userReference';
import type { Doubt, UserLookup } from './find';
import { MAX_ROWS } from './find';

const GIVE_ID =
	"Choose 'By ID' and give the user's ID: Conscent's webhooks and purchases carry it.";
const LOOK_FIRST =
	"See in Conscent's dashboard whether the user is there, then run this item again.";

interface Texts {
	readonly message: string;
	readonly hint: string;
}

/** Why an item has no user to go on with. */
export function userError(
	user: UserReference,
	lookup: Exclude<UserLookup, { kind: 'found' }>,
): ValidationError {
	const { message, hint } =
		lookup.kind === 'missing'
			? missingTexts(user, lookup.rows)
			: TEXTS_BY_DOUBT[lookup.doubt](user);
	return new ValidationError(USER_LABEL, message, hint);
}

function missingTexts(user: UserReference, rows: number): Texts {
	const { value } = user;
	if (rows > 0) {
		return {
			message: `No user was found for '${value}': Conscent gave records of ${rows} purchases, but none of exactly this ${nounOf(user)}`,
			hint: `Check how it is written. ${GIVE_ID}`,
		};
	}
	return {
		message: `No buyer found for '${value}': not registered, or registered but never bought`,
		hint: `Conscent finds readers only by what they bought. To go on without this one, set 'When Not Found' to 'Skip', or to 'Register Instead' where it is offered. ${GIVE_ID}`,
	};
}

const TEXTS_BY_DOUBT: Readonly<Record<Doubt, (user: UserReference) => Texts>> = {
	several: ({ value }) => ({
		message: `Several users of Conscent have bought something as '${value}', so it is not clear who is meant`,
		hint: GIVE_ID,
	}),
	tooManyRows: (user) => ({
		message: `Conscent gave more than ${MAX_ROWS.toLocaleString('en-US')} purchases for '${user.value}', so it seems not to search by ${nounOf(user)}`,
		hint: GIVE_ID,
	}),
	withoutId: ({ value }) => ({
		message: `'${value}' bought something, but Conscent does not tell the user's ID with it`,
		hint: GIVE_ID,
	}),
	similar: ({ mode, value }) => ({
		message:
			mode === 'email'
				? `Conscent knows an address that looks the same as '${value}', so it is not clear who is meant`
				: `Conscent knows a number that may be the same as '${value}' with or without its country code, so it is not clear who is meant`,
		hint: `Write it as Conscent shows it. ${GIVE_ID}`,
	}),
	uncomparable: (user) => ({
		message: `Conscent gave purchases for '${user.value}' that hold no readable ${nounOf(user)}, so it is not clear whose they are`,
		hint: GIVE_ID,
	}),
	similarRegistered: ({ value }) => ({
		message: `An earlier item registered a user who may be the same as '${value}', so it is not clear who is meant`,
		hint: LOOK_FIRST,
	}),
	registeredWithoutId: ({ value }) => ({
		message: `An earlier item registered '${value}', but the response held no ID, so this item's fields could not be sent`,
		hint: LOOK_FIRST,
	}),
	perhapsRegistered: ({ value }) => ({
		message: `It is not clear whether an earlier item registered '${value}', so this item's fields were not sent`,
		hint: LOOK_FIRST,
	}),
};

function nounOf({ mode }: UserReference): string {
	return mode === 'email' ? 'email address' : 'phone number';
}
