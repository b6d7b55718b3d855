import type { ICredentialTestRequest } from 'n8n-workflow';

type Rules = NonNullable<ICredentialTestRequest['rules']>;

export interface CredentialTestTexts {
	/** As users call the service. */
	readonly service: string;
	/** Where in the credential its address can be put right. */
	readonly checkAddress: string;
	/** What the service's own refusals mean, by status. */
	readonly refusals: Readonly<Record<number, string>>;
}

const REDIRECTS = [301, 302, 307, 308];
const NOT_FOUND = [404, 405];
const TROUBLES = [500, 502, 503, 504];

function everyOne(statuses: readonly number[], message: string): Record<number, string> {
	return Object.fromEntries(statuses.map((status) => [status, message]));
}

/** Texts of a credential's test: n8n itself shows bare status texts, and takes a web page with status 200 for a success. */
export function credentialTestRules({
	service,
	checkAddress,
	refusals,
}: CredentialTestTexts): Rules {
	const messages: Record<number, string> = {
		...everyOne(REDIRECTS, `The address redirects elsewhere. ${checkAddress}`),
		...everyOne(NOT_FOUND, `Nothing of ${service}'s API responds at this address. ${checkAddress}`),
		429: `${service} receives too many requests at the moment. Test again in a minute.`,
		...Object.fromEntries(
			TROUBLES.map((status) => [
				status,
				`${service} has trouble of its own (HTTP ${status}). Test again later.`,
			]),
		),
		...refusals,
	};
	const byStatus = Object.entries(messages).map(([status, message]) => ({
		type: 'responseCode',
		properties: { value: Number(status), message },
	}));
	const webPage = {
		type: 'responseSuccessBody',
		// n8n can only compare one value; a page instead of data begins with this character.
		properties: {
			key: '0',
			value: '<',
			message: `A web page responded instead of ${service}'s API. ${checkAddress}`,
		},
	};
	// n8n reads both kinds of rules from one list, which its type does not foresee.
	return [...byStatus, webPage] as Rules;
}
