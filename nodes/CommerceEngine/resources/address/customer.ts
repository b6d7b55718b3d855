import type { ApiResponse, ApiRequest } from '../../../shared/operation';
import type { Parameters } from '../../../shared/input/parameters';
import { readCustomerId } from '../../fields/ids';
import { lookUpSignedInUser } from '../user/getUser';

/** The customer that an item names, or else the signed-in user's. */
export function* customerOf(parameters: Parameters): Generator<ApiRequest, string, ApiResponse> {
	return readCustomerId(parameters) ?? (yield* lookUpSignedInUser('customer_id'));
}
