import type { ApiAnswer, ApiRequest } from '../../../shared/operation';
import type { Parameters } from '../../../shared/parameters';
import { readCustomerId } from '../../fields/ids';
import { lookUpSignedInUser } from '../user/getUser';

/** The customer that an item names, or else the signed-in user's. */
export function* customerOf(parameters: Parameters): Generator<ApiRequest, string, ApiAnswer> {
	return readCustomerId(parameters) ?? (yield* lookUpSignedInUser('customer_id'));
}
