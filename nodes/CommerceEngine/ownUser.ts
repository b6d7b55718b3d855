import { userIdIn } from './token';

/**
 * Stands in a path for the signed-in user, whom the API has no name for. Only the token tells who that is, and when a
 * request is made there may be none yet: so the credential puts the ID in, at the very end.
 */
export const SIGNED_IN_USER = 'signed-in-user';

const PLACE = new RegExp(`(/auth/user)/${SIGNED_IN_USER}(?=[/?#]|$)`);

/** @throws Error where the address needs the signed-in user and the token names none */
export function putUserIn(address: string, token: string): string {
	if (!PLACE.test(address)) return address;
	const id = userIdIn(token);
	if (id === undefined) {
		throw new Error(
			"Commerce Engine's session token does not say who is signed in. Give the User ID",
		);
	}
	return address.replace(PLACE, (_, path: string) => `${path}/${encodeURIComponent(id)}`);
}
