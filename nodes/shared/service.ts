import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import type { Resource, StepsTo } from './operation';

/** What the API says of a refusal, in its own words. */
export interface ApiErrorBody {
	readonly text?: string;
	/** The request field it names, if it names one. */
	readonly field?: string;
}

/** A credential that signs in and so comes to a token. */
export interface SessionDefinition {
	/** The hidden, expirable property of the credential that holds the token. */
	readonly tokenProperty: string;
	/** All properties that a sign-in writes. */
	readonly hidden: readonly string[];
	/** The status with which the API refuses a token. */
	readonly refusedWith: number;
	/** Whether the token that n8n has kept is worth trying: not ended, and of the account that the credential names. */
	isUsable(credential: ICredentialDataDecryptedObject): boolean;
	/** @returns milliseconds that a new token is good for, Infinity where it does not say */
	lifetimeMs(token: string): number;
	/** The requests of a sign-in, as a pure generator; what it returns is written into the credential. */
	signIn(credential: ICredentialDataDecryptedObject): StepsTo<ICredentialDataDecryptedObject>;
}

/** What of the advice to users depends on the service. */
export interface Advice {
	/** The fields of the credential that make up the address, as a sentence names them. */
	readonly addressFields: string;
	/** What to do about a status, where the general advice is not enough. */
	readonly byStatus: Readonly<Record<number, string>>;
}

/** What sets one API apart from the others: everything that `nodes/shared` must be told about it. */
export interface Service {
	/** As users call it: it stands in messages. */
	readonly name: string;
	readonly credentialType: string;
	readonly resources: readonly Resource[];
	/** @throws ValidationError when the credential names no usable address */
	baseUrl(credential: ICredentialDataDecryptedObject): string;
	/** The credential's values that must never be shown, in every form in which they are sent. */
	secrets(credential: ICredentialDataDecryptedObject): readonly string[];
	/** Values of the credential that stand in for parameters of the same name that have none. */
	parameterDefaults?(credential: ICredentialDataDecryptedObject): IDataObject;
	/** Reads the body of a response that reports a refusal. */
	readErrorBody(body: unknown): ApiErrorBody;
	/** The status in the body of a 2xx response that is a refusal all the same. */
	hiddenStatus?(body: unknown): number | undefined;
	/** Set where the credential signs in. */
	readonly session?: SessionDefinition;
	readonly advice: Advice;
}
