import type { IDataObject } from 'n8n-workflow';

import { RequestError } from '../../shared/output/requestError';
import type { RunMemory } from '../../shared/memory';
import type { ApiResponse, ApiRequest, StepsTo } from '../../shared/operation';
import { isEmpty, isPlainObject } from '../../shared/input/parse/text';
import type { UserReference } from './userReference';
import { referTo } from './userReference';
import type { Doubt, UserLookup } from './find';
import { userError } from './messages';
import { readPhone } from './phone';
import { lookUpUser, registeredAs, rememberRegistration } from './remember';

/**
 * Registers a user who was not found. Later items of the run find the new user by each email address and phone number
 * that the request brings.
 *
 * @throws ValidationError where the user may be there already
 */
export function* registerMissing(
	request: ApiRequest,
	user: UserReference,
	{ memory, isDry }: { readonly memory: RunMemory; readonly isDry: boolean },
): StepsTo<ApiResponse> {
	yield* checkForms(request, user, memory);
	const references = [user, ...referencesIn(request)];
	if (references.some((reference) => registeredAs(reference, memory))) {
		throw inDoubt(user, 'similarRegistered');
	}
	if (isDry) return yield request;
	const remember = (lookup?: UserLookup) => rememberRegistration(references, lookup, memory);
	// Items that name the user in another way do not wait for this one.
	remember({ kind: 'unclear', doubt: 'perhapsRegistered' });
	try {
		const response = yield request;
		remember(registered(response));
		return response;
	} catch (error) {
		throw noted(error, remember);
	}
}

/** @returns the error as it was, after what was remembered of a registration that surely failed is forgotten */
function noted(error: unknown, remember: (lookup?: UserLookup) => void): unknown {
	const mayBeRegistered = error instanceof RequestError && error.facts.mayBeProcessed;
	if (!mayBeRegistered) remember(undefined);
	return error;
}

/** Conscent keeps the country code apart, so the user may be known by another form of the number. */
function* checkForms(request: ApiRequest, user: UserReference, memory: RunMemory): StepsTo<void> {
	if (user.mode !== 'phone') return;
	for (const number of formsOf(request).filter((each) => each !== user.value)) {
		const lookup = yield* lookUpUser(referTo('phone', number), memory);
		if (lookup.kind !== 'missing') throw inDoubt(user, 'similar');
	}
}

function inDoubt(user: UserReference, doubt: Doubt): Error {
	return userError(user, { kind: 'unclear', doubt });
}

function referencesIn({ body = {} }: ApiRequest): UserReference[] {
	const { email } = body;
	const emails = typeof email === 'string' ? [referTo('email', email)] : [];
	const number = numberIn(body);
	return number === undefined ? emails : [...emails, referTo('phone', fullNumber(number, body))];
}

function numberIn({ phone }: IDataObject): string | undefined {
	const number = typeof phone === 'string' ? readPhone(phone) : undefined;
	return typeof number === 'string' ? number : undefined;
}

/** With its country code, where that is sent, too. */
function fullNumber(number: string, { countryCode }: IDataObject): string {
	return typeof countryCode === 'string' && !number.startsWith('+')
		? `${countryCode}${number}`
		: number;
}

/** As it is sent, with the country code, and with a plus sign, unless its digits begin with another code than that. */
function formsOf({ body = {} }: ApiRequest): string[] {
	const number = numberIn(body);
	if (number === undefined) return [];
	const withPlus = `+${number.replace(/^\+|^00/, '')}`;
	const { countryCode } = body;
	const mayHoldCode = typeof countryCode !== 'string' || withPlus.startsWith(countryCode);
	return [number, fullNumber(number, body), ...(mayHoldCode ? [withPlus] : [])];
}

/** The ID is in the documented response (spec: `UserRegistered.userId`). */
function registered({ body }: ApiResponse): UserLookup {
	const userId = isPlainObject(body) ? body['userId'] : undefined;
	if (isEmpty(userId)) return { kind: 'unclear', doubt: 'registeredWithoutId' };
	return { kind: 'found', userId: String(userId), row: {}, source: 'registration' };
}
