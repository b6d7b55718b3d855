import { ParameterProblem } from '../../shared/problem';
import type { UserReference } from '../fields/user';
import { USER_LABEL } from '../fields/user';
import type { Doubt, UserLookup } from './findUser';
import { MOST_ROWS } from './findUser';

const GIVE_ID =
	"Choose 'By ID' and give the user's ID: Conscent's webhooks and purchases carry it.";
const LOOK_FIRST =
	"See in Conscent's dashboard whether the user is there, then run this item again.";

interface Texts {
	readonly message: string;
	readonly hint: string;
}

/** Why an item has no user to go on with. */
export function userProblem(
	user: UserReference,
	lookup: Exclude<UserLookup, { kind: 'found' }>,
): ParameterProblem {
	const { message, hint } =
		lookup.kind === 'missing' ? missingTexts(user, lookup.rows) : doubtTexts(user, lookup.doubt);
	return new ParameterProblem(USER_LABEL, message, hint);
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
		message: `'${value}' never bought anything, so Conscent's API cannot tell the user's ID`,
		hint: `Conscent names an ID only with what was bought. ${GIVE_ID}`,
	};
}

function doubtTexts(user: UserReference, doubt: Doubt): Texts {
	const { value } = user;
	const noun = nounOf(user);
	switch (doubt) {
		case 'several':
			return {
				message: `Several users of Conscent have bought something as '${value}', so it is not clear who is meant`,
				hint: GIVE_ID,
			};
		case 'tooManyRows':
			return {
				message: `Conscent gave more than ${MOST_ROWS.toLocaleString('en-US')} purchases for '${value}', so it seems not to search by ${noun}`,
				hint: GIVE_ID,
			};
		case 'withoutId':
			return {
				message: `'${value}' bought something, but Conscent does not tell the user's ID with it`,
				hint: GIVE_ID,
			};
		case 'similar':
			return {
				message: `Conscent knows a number that may be the same as '${value}' with or without its country code, so it is not clear who is meant`,
				hint: `Write the number as Conscent shows it. ${GIVE_ID}`,
			};
		case 'uncomparable':
			return {
				message: `Conscent gave purchases for '${value}' that hold no ${noun}, so it is not clear whose they are`,
				hint: GIVE_ID,
			};
		case 'registeredWithoutId':
			return {
				message: `An earlier item registered '${value}', but the answer held no ID, so this item's fields could not be sent`,
				hint: LOOK_FIRST,
			};
		case 'perhapsRegistered':
			return {
				message: `It is not clear whether an earlier item registered '${value}', so this item's fields were not sent`,
				hint: LOOK_FIRST,
			};
	}
}

function nounOf({ mode }: UserReference): string {
	return mode === 'email' ? 'email address' : 'phone number';
}
