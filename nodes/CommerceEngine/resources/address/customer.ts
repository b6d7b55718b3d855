import type { StepsTo } from '../../../shared/operation';
import { lookUpSignedInUser } from '../user/getUser';

/** @param given the customer that an item names; undefined for the signed-in user's */
export function* customerOf(given: string | undefined): StepsTo<string> {
	return given ?? (yield* lookUpSignedInUser('customer_id'));
}
