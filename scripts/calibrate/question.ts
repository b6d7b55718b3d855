/**
 * What a question to the API is. A question is pure: it says beforehand which facts it settles and which calls it may
 * make, then runs as a generator that yields a call, is handed the response, and tells what it saw. `ask.ts` acts.
 */
import type { IDataObject } from 'n8n-workflow';

export type Json = Record<string, unknown>;

/** Something the package assumes, with its place in `spec/`. */
export interface Fact {
	readonly id: string;
	readonly statement: string;
	/** JSON Pointer (RFC 6901) into the service's file of `spec/`. */
	readonly at: string;
	/**
	 * The key there that holds the assumed value; its evidence stands in `<mark>-evidence`. Without it, the fact is that
	 * the place itself is right, and its evidence stands in `x-evidence`.
	 */
	readonly mark?: string;
	/** Files that follow the assumption: the nodes, and the tests that fail once it changes. */
	readonly believedBy?: readonly string[];
}

/** With which credential a call is sent; `wrong…` to see how it is refused. */
export type CallCredential = 'right' | 'wrongKey' | 'wrongSecret' | 'none';

/** A call as the plan prints it. Values in `‹›` are filled in when it is made. */
export interface PlannedCall {
	readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
	readonly path: string;
	readonly query?: Readonly<Record<string, string | number>>;
	readonly body?: IDataObject;
	readonly credential?: CallCredential;
	/** What it changes, for the plan; absent for a call that only reads. */
	readonly changes?: string;
	/** How often it is made at most; once unless given. */
	readonly times?: number;
	/** Sent without the pause between requests: the rate limit is what is asked for. */
	readonly unspaced?: true;
}

export interface CallResponse {
	/** The number of the exchange in the report. */
	readonly exchange: number;
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: unknown;
}

/** Makes a planned call, with the values that were placeholders in the plan. */
export interface Ask {
	readonly call: PlannedCall;
	/** What takes the place of `‹…›` in the path. */
	readonly id?: string;
	readonly query?: Readonly<Record<string, string | number>>;
	readonly body?: IDataObject;
}

/** What a question saw about a fact: `saw` is held against what the spec says. */
export interface Told {
	readonly fact: string;
	/** Undefined if the responses leave it open. */
	readonly saw: unknown;
	/** In words, without personal data. */
	readonly text: string;
	readonly from: readonly CallResponse[];
}

/** A part of a question's steps that comes to something. */
export type Asking<T> = Generator<Ask | Told, T, CallResponse>;

export type Steps = Asking<void>;

/** For whom the questions are asked. */
export interface Target {
	readonly environment: 'production' | 'sandbox' | 'custom';
	readonly userId: string;
	readonly clientId?: string;
	/** For the dashboard user that `--allow-create` lets be made. */
	readonly createEmail?: string;
	/** Whether something may stay behind that no call can take back. */
	readonly allowLeftovers: boolean;
	/** The reader as they were before the first change; only writing questions have it. */
	readonly profile: Json;
	/** The body of an update that changes nothing and so shows the profile. */
	readonly readBody: IDataObject;
}

export type QuestionKind = 'read' | 'write' | 'create' | 'limit';

export interface Question {
	/** As `--only` takes it. */
	readonly id: string;
	readonly title: string;
	readonly kind: QuestionKind;
	facts(target: Target): Fact[];
	calls(target: Target): Readonly<Record<string, PlannedCall>>;
	/** @param calls those of `calls`, which are the only ones it may make */
	steps(calls: Readonly<Record<string, PlannedCall>>, target: Target): Steps;
}

/** A question whose steps know the names of its calls. */
export function question<Calls extends Readonly<Record<string, PlannedCall>>>(
	parts: Omit<Question, 'calls' | 'steps'> & {
		calls(target: Target): Calls;
		steps(calls: Calls, target: Target): Steps;
	},
): Question {
	return { ...parts, steps: (calls, target) => parts.steps(calls as Calls, target) };
}

/** Seen to be otherwise than assumed, without a value that could take its place. */
export const OTHERWISE = '‹otherwise›';

export function told(
	fact: string,
	saw: unknown,
	text: string,
	...from: readonly CallResponse[]
): Told {
	return { fact, saw, text, from };
}

/** For a fact that the responses do not settle. */
export function open(fact: string, why: string): Told {
	return { fact, saw: undefined, text: why, from: [] };
}

export function isRefused({ status }: CallResponse): boolean {
	return status >= 400;
}

export function isJson(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands at a path of keys; undefined if there is nothing. */
export function valueAt(value: unknown, ...keys: readonly string[]): unknown {
	return keys.reduce<unknown>((inner, key) => (isJson(inner) ? inner[key] : undefined), value);
}

export function rowsAt(body: unknown, key: string): Json[] {
	const rows = valueAt(body, key);
	return Array.isArray(rows) ? rows.filter(isJson) : [];
}

/** A key as a part of a JSON Pointer. */
export function pointer(...keys: readonly string[]): string {
	return keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
