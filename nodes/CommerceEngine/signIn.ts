import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { path } from '../shared/input/path';
import { isPlainObject } from '../shared/input/parse/text';
import { ResponseError } from '../shared/input/validationError';
import type { ApiRequest, ApiResponse } from '../shared/operation';
import { redactor } from '../shared/output/redact';
import { shorten } from '../shared/output/apiErrorBody';
import { runSteps } from '../shared/steps';
import { accountOf } from './account';
import { assertCommerceEngineAddress, baseUrlOf } from './environment';
import { readErrorBody } from './errorBody';

/** For n8n's own sign-ins: of the HTTP Request node, and of the credential's test. */
const TIMEOUT_MS = 30_000;

/** Refusals that do not concern this user: the next try may succeed. */
const PASSING_STATUSES = new Set([408, 429]);

type SignInStep = ApiRequest & Required<Pick<ApiRequest, 'signIn'>>;

/**
 * Signs in as a shopper: anonymously with the store's API key, then with the password.
 *
 * @returns what the credential keeps: the session token, and whose it is
 */
export function* signIn(
	credential: ICredentialDataDecryptedObject,
): Generator<SignInStep, ICredentialDataDecryptedObject, ApiResponse> {
	const apiKey = String(credential['apiKey']);
	const anonymous = tokenIn(
		yield step(path`/auth/anonymous`, { 'X-Api-Key': apiKey }, "the 'Store ID' and the 'API Key'"),
	);
	const who = credential['signInWith'] === 'phone' ? 'phone number' : 'email address';
	const login = step(
		path`/auth/login/password`,
		{ Authorization: `Bearer ${anonymous}` },
		`the ${who} and the password`,
	);
	const sessionToken = tokenIn(
		yield { ...login, body: loginBody(credential), secrets: [anonymous] },
	);
	return { sessionToken, sessionAccount: accountOf(credential) };
}

/** @param shows what of the credential is wrong where the step is refused */
function step(
	stepPath: ApiRequest['path'],
	headers: Record<string, string>,
	shows: string,
): SignInStep {
	return {
		method: 'POST',
		path: stepPath,
		// Another session does no harm.
		idempotent: true,
		signIn: { headers, shows },
	};
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

function tokenIn({ status, body }: ApiResponse): string {
	const content = isPlainObject(body) ? body['content'] : undefined;
	const token = isPlainObject(content) ? content['access_token'] : undefined;
	if (typeof token === 'string' && token !== '') return token;
	throw new ResponseError(
		`No sign-in of Commerce Engine responds at this address (HTTP ${status})`,
		"Check 'Environment', 'Base URL' and 'Store ID' in the credential.",
	);
}

type HttpRequest = (options: IHttpRequestOptions) => Promise<unknown>;

/** A sign-in that did not come through, in the form in which n8n takes over the status. */
class SignInFailed extends Error {
	constructor(
		message: string,
		/** Only of what passes: a refusal with its status would make n8n sign in again at once. */
		readonly httpCode?: string,
	) {
		super(message);
		this.name = 'SignInFailed';
	}
}

/** The sign-in as n8n's own requests need it: those of its HTTP Request node, and of the credential's test. */
export async function signInForN8n(
	httpRequest: HttpRequest,
	credential: ICredentialDataDecryptedObject,
): Promise<ICredentialDataDecryptedObject> {
	const baseUrl = baseUrlOf(credential);
	assertCommerceEngineAddress(baseUrl);
	return await runSteps(
		signIn(credential),
		async (request) => await sendStep(httpRequest, baseUrl, request, credential),
	);
}

async function sendStep(
	httpRequest: HttpRequest,
	baseUrl: string,
	{ path: stepPath, body, signIn: { headers, shows }, secrets = [] }: SignInStep,
	{ apiKey, password }: ICredentialDataDecryptedObject,
): Promise<ApiResponse> {
	const { statusCode: status, body: responseBody } = (await httpRequest({
		method: 'POST',
		url: `${baseUrl}${stepPath}`,
		headers: { ...headers },
		...(body ? { body } : {}),
		json: true,
		timeout: TIMEOUT_MS,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	})) as IN8nHttpFullResponse;
	if (status >= 500 || PASSING_STATUSES.has(status)) {
		throw new SignInFailed('Commerce Engine could not sign the user in', String(status));
	}
	if (status < 300) return { status, body: responseBody };
	const hide = redactor([String(apiKey), String(password), ...secrets]);
	const { text } = hide(readErrorBody(responseBody));
	const said = text === undefined ? '' : `: ${shorten(text)}`;
	throw new SignInFailed(`Commerce Engine did not accept ${shows} (HTTP ${status})${said}`);
}
