import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Resource } from './operation';

/** What the API says of a refusal, in its own words. */
export interface ApiProblem {
	readonly text?: string;
	/** The request field it names, if it names one. */
	readonly field?: string;
}

/** A credential that signs in (`preAuthentication`) and so comes to a token. */
export interface Session {
	/** The hidden, expirable property of the credential that n8n keeps the token in; empty before the first sign-in. */
	readonly tokenProperty: string;
	/** The status with which the API refuses a token. */
	readonly refusedWith: number;
	/** Whether the token that n8n has kept is of another account than the credential names now. */
	isForeign?(credential: ICredentialDataDecryptedObject): boolean;
}

/** What sets one API apart from the others: everything that `nodes/shared` must be told about it. */
export interface Service {
	/** As users call it: it stands in messages. */
	readonly name: string;
	readonly credentialType: string;
	readonly resources: readonly Resource[];
	/** @throws ParameterProblem when the credential names no usable address */
	baseUrl(credential: ICredentialDataDecryptedObject): string;
	/** The credential's values that must never be shown, in every form in which they are sent. */
	secrets(credential: ICredentialDataDecryptedObject): readonly string[];
	/** Reads the body of an answer that reports a refusal. */
	readProblem(body: unknown): ApiProblem;
	/** The status that a 2xx answer carries in its body although it is a refusal. */
	hiddenStatus?(body: unknown): number | undefined;
	/** Set where the credential signs in. */
	readonly session?: Session;
	/** What to do about a status, where the general advice is not enough. */
	readonly advice?: Readonly<Record<number, string>>;
}
