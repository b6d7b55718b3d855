/**
 * What a question to the API is. A question is pure: it says beforehand which facts it settles and which calls it may
 * make, then runs as a generator that yields a call, is handed the response, and tells what it saw. `ask.ts` acts.
 */
export type Json = Record<string, unknown>;
export type Query = Readonly<Record<string, string | number>>;

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
	readonly believedBy: readonly string[];
}

/** With which credential a call is sent; `wrong…` to see how it is refused. */
export type CallCredential = 'right' | 'wrongKey' | 'wrongSecret';

/** A call as the plan prints it. Values in `‹›` are filled in when it is made. */
export interface PlannedCall {
	readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
	readonly path: string;
	readonly query?: Query;
	readonly body?: Json;
	readonly credential?: CallCredential;
	/** What it changes, for the plan; absent for a call that only reads. */
	readonly changes?: string;
	/** How often it is made at most; once unless given. */
	readonly times?: number;
	/** Sent without the pause between requests: the rate limit is what is asked for. */
	readonly unspaced?: true;
}

export type Calls = Readonly<Record<string, PlannedCall>>;

export interface CallResponse {
	/** The number of the exchange in the report. */
	readonly exchange: number;
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: unknown;
}

/** What takes the place of a planned call's placeholders. */
export interface Filled {
	/** For `‹…›` in the path. */
	readonly id?: string;
	readonly query?: Query;
	readonly body?: Json;
}

/** Makes a planned call, by its name. */
export interface Ask extends Filled {
	readonly call: string;
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
	/** For the dashboard user that `--allow-create` lets be made. */
	readonly createEmail?: string;
	/** Whether something may stay behind that no call can take back. */
	readonly allowLeftovers: boolean;
	/** The reader as they were before the first change; only writing questions have it. */
	readonly profile: Json;
	/** The body of an update that changes nothing and so shows the profile. */
	readonly readBody: Json;
}

/** In the order in which they are asked. */
export const KINDS = ['read', 'write', 'create', 'limit'] as const;

export interface Question {
	/** As `--only` takes it. */
	readonly id: string;
	readonly title: string;
	readonly kind: (typeof KINDS)[number];
	readonly facts: readonly Fact[];
	/** The only calls that its steps may make. */
	calls(target: Target): Calls;
	steps(target: Target): Steps;
}

/** Seen to be otherwise than assumed, without a value that could take its place. */
export const OTHERWISE = '‹otherwise›';

/** Facts by their ids, all believed by the same files. */
export function factsOf(
	believedBy: readonly string[],
	facts: Readonly<Record<string, readonly [statement: string, at: string, mark?: string]>>,
): Fact[] {
	return Object.entries(facts).map(([id, [statement, at, mark]]) => ({
		...{ id, statement, at, believedBy },
		...(mark === undefined ? {} : { mark }),
	}));
}

export function get(path: string, query?: Query): PlannedCall {
	return { method: 'GET', path, ...(query && { query }) };
}

export function told(
	fact: string,
	saw: unknown,
	text: string,
	...from: readonly CallResponse[]
): Told {
	return { fact, saw, text, from };
}

/** In place of a fact: all that nothing else was told about. */
export const ALL_OTHERS = '*';

/** For facts that the responses do not settle. */
export function* open(why: string, ...facts: readonly string[]): Steps {
	for (const fact of facts.length > 0 ? facts : [ALL_OTHERS]) yield told(fact, undefined, why);
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

export function jsonAt(value: unknown, ...keys: readonly string[]): Json | undefined {
	const found = valueAt(value, ...keys);
	return isJson(found) ? found : undefined;
}

export function rowsAt(value: unknown, ...keys: readonly string[]): Json[] {
	const rows = valueAt(value, ...keys);
	return Array.isArray(rows) ? rows.filter(isJson) : [];
}

export function isBlank(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

/** The keys of a JSON Pointer. */
export function keysOf(at: string): string[] {
	const keys = at.split('/').slice(1);
	return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
