import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { redactor } from '../shared/redact';
import { shorten } from '../shared/shorten';
import { isPlainObject } from '../shared/values';
import { assertCommerceEngineAddress, baseUrlOf } from './environment';
import { readProblem } from './problem';

const SIGN_IN_TIMEOUT_MS = 30_000;

/** Refusals of others than this user: the next try may succeed. */
const PASSING_STATUSES = new Set([408, 429]);

type HttpRequest = (options: IHttpRequestOptions) => Promise<unknown>;

/** A sign-in that did not come through, in the form in which n8n takes over the status. */
class SignInTrouble extends Error {
	constructor(
		message: string,
		/** Only of what passes: a refusal with its status would make n8n sign in again at once. */
		readonly httpCode?: string,
	) {
		super(message);
		this.name = 'SignInTrouble';
	}
}

/** A step of the sign-in, and what it shows about the credential when it is refused. */
interface Step {
	readonly path: string;
	readonly headers: Record<string, string>;
	readonly body?: IDataObject;
	readonly shows: string;
	/** What an answer may quote, which no message tells: n8n shows it as it is where a credential is tested. */
	readonly secrets: readonly string[];
}

/**
 * Signs in as a shopper: anonymously with the store's API key, then with the password.
 *
 * @returns the session token
 */
export async function signIn(
	httpRequest: HttpRequest,
	credential: ICredentialDataDecryptedObject,
): Promise<string> {
	const baseUrl = baseUrlOf(credential);
	assertCommerceEngineAddress(baseUrl);
	const secrets = [String(credential['apiKey']), String(credential['password'])];
	const anonymous = await take(httpRequest, baseUrl, {
		path: '/auth/anonymous',
		headers: { 'X-Api-Key': String(credential['apiKey']) },
		shows: "the 'Store ID' and the 'API Key'",
		secrets,
	});
	return await take(httpRequest, baseUrl, {
		path: '/auth/login/password',
		headers: { Authorization: `Bearer ${anonymous}` },
		body: loginBody(credential),
		shows: `the ${credential['signInWith'] === 'phone' ? 'phone number' : 'email address'} and the password`,
		secrets: [...secrets, anonymous],
	});
}

export function loginBody(credential: ICredentialDataDecryptedObject): IDataObject {
	const { signInWith, email, countryCode, phone, password } = credential;
	if (signInWith !== 'phone') return { email: trimmed(email), password: String(password) };
	return {
		phone: trimmed(phone),
		country_code: trimmed(countryCode),
		password: String(password),
	};
}

function trimmed(value: unknown): string {
	return String(value ?? '').trim();
}

async function take(httpRequest: HttpRequest, baseUrl: string, step: Step): Promise<string> {
	const { path, headers, body } = step;
	const answer = (await httpRequest({
		method: 'POST',
		url: `${baseUrl}${path}`,
		headers,
		...(body ? { body } : {}),
		json: true,
		timeout: SIGN_IN_TIMEOUT_MS,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	})) as IN8nHttpFullResponse;
	return tokenIn(answer, step);
}

function tokenIn({ statusCode, body }: IN8nHttpFullResponse, { shows, secrets }: Step): string {
	if (statusCode >= 500 || PASSING_STATUSES.has(statusCode)) {
		throw new SignInTrouble('Commerce Engine could not sign the user in', String(statusCode));
	}
	const content = isPlainObject(body) ? body['content'] : undefined;
	const token = isPlainObject(content) ? content['access_token'] : undefined;
	if (statusCode < 300 && typeof token === 'string' && token !== '') return token;
	if (statusCode < 400 || statusCode === 404) {
		throw new SignInTrouble(
			`No sign-in of Commerce Engine answers at this address (HTTP ${statusCode}). Check 'Environment', 'Base URL' and 'Store ID'`,
		);
	}
	const { text } = redactor(secrets)(readProblem(body));
	const said = text === undefined ? '' : `: ${shorten(text)}`;
	throw new SignInTrouble(`Commerce Engine did not accept ${shows} (HTTP ${statusCode})${said}`);
}
