/**
 * Remembers a reader as they were and puts them back. Restoring is a reconciliation loop, as Kubernetes' controllers
 * run it: read, compare, repair, and again until nothing differs. So it does not matter where it was cut.
 */
import { isDeepStrictEqual } from 'node:util';

import type { Client, Clock } from './client';
import { CallFailed, NotSent } from './client';
import type { CallResponse, Json, PlannedCall } from './question';
import { isJson, isRefused } from './question';
import type { ReaderCalls } from './service';
import { shapeText } from './shape';

const ROUNDS = 8;
const FIRST_PAUSE_MS = 500;

export interface Difference {
	readonly key: string;
	readonly was: string;
	readonly is: string;
}

export interface ReaderOutcome {
	readonly written: readonly string[];
	readonly verified: boolean;
	/** Empty if the reader is as before. */
	readonly differences: readonly Difference[];
	/** Written, and shown by no response: whether they are as before cannot be seen. */
	readonly unseen: readonly string[];
}

export class Reader {
	profile: Json | undefined;
	/** The read that showed the profile. */
	readCall: PlannedCall;
	private readonly written = new Set<string>();
	/** What is known of a profile that the first read changed; reading it again would do so again. */
	private rescued: Json | undefined;

	constructor(
		private readonly client: Client,
		private readonly calls: ReaderCalls,
		private readonly clock: Clock,
	) {
		[this.readCall] = calls.reads;
	}

	/** @returns why nothing may be written, if something speaks against it */
	async remember(): Promise<string | undefined> {
		const { witness, reads } = this.calls;
		const seen = witness && (await this.client.send(witness.call, 'reader'));
		const known = (seen && witness?.knownIn(seen)) ?? {};
		let status = 0;
		for (const call of reads) {
			this.readCall = call;
			this.wrote(call.body);
			const response = await this.client.send(call, 'reader');
			const profile = this.shownIn(response);
			// What the read itself may have left is not part of the profile.
			if (profile) return this.take(withoutKeys(profile, Object.keys(call.body ?? {})), known);
			({ status } = response);
		}
		return `The profile was not shown (HTTP ${status})`;
	}

	private shownIn(response: CallResponse): Json | undefined {
		return isRefused(response) ? undefined : this.calls.profileIn(response);
	}

	private take(profile: Json, known: Json): string | undefined {
		this.profile = profile;
		const changed = Object.keys(known).filter((key) => known[key] !== profile[key]);
		if (changed.length === 0) return undefined;
		this.rescued = known;
		this.wrote(known);
		return `An update without fields changed ${changed.join(', ')}: the API resets what is left out`;
	}

	wrote(body: Json = {}): void {
		for (const key of Object.keys(body)) this.written.add(key);
	}

	/** @param isOver whether nobody wants to wait for it any more */
	async restore(isOver: () => boolean): Promise<ReaderOutcome> {
		const { profile, rescued } = this;
		try {
			if (rescued) return await this.rescue(rescued);
			return this.outcome(profile && (await this.reconcile(profile, isOver)));
		} catch (error) {
			if (error instanceof NotSent) return this.outcome(undefined);
			throw error;
		}
	}

	/** Puts back what is known, in one update: the next one would reset it. */
	private async rescue(known: Json): Promise<ReaderOutcome> {
		let response: CallResponse | undefined;
		for (let round = 0; round < ROUNDS && !response; round++) {
			response = await this.send(round, this.calls.write, known);
		}
		const current = (response && this.calls.profileIn(response)) ?? {};
		const others = { key: 'all others', was: 'not known', is: 'perhaps reset by the first read' };
		const differences = [...differencesOf(known, current, Object.keys(known)), others];
		return { written: [...this.written], verified: true, differences, unseen: [] };
	}

	/** @returns the reader as they are in the end; undefined if they could not be read */
	private async reconcile(profile: Json, isOver: () => boolean): Promise<Json | undefined> {
		let step = 0;
		for (let round = 0; round < ROUNDS && !isOver(); round++) {
			const shown = await this.send(round, this.readCall);
			const current = shown && this.shownIn(shown);
			if (!current) continue;
			const bodies = this.repairs(profile, current, step);
			if (bodies.length === 0 || round === ROUNDS - 1) return current;
			let isThrough = true;
			for (const body of bodies) {
				const response = await this.send(round, this.calls.write, body);
				isThrough &&= response !== undefined;
			}
			// Whether what failed arrived is not known: it is tried again.
			if (isThrough) step += 1;
		}
		return undefined;
	}

	/**
	 * What to send next, given what still differs: all at once first, then each by itself, as one value that is refused
	 * must not keep the others back.
	 */
	private repairs(profile: Json, current: Json, step: number): Json[] {
		const { ignoredKeys, wholeBody, hidden } = this.calls;
		const differing = differingKeys(profile, current, ignoredKeys).filter(
			(key) => !isEqualButIds(profile[key], current[key]),
		);
		const values = differing
			.map((key) => ({ [key]: waysTo(profile[key], current[key])[Math.max(0, step - 1)] }))
			.filter((value) => Object.values(value)[0] !== undefined);
		if (wholeBody) return values.length > 0 ? [wholeBody(profile, differing)] : [];
		if (step > 0) return values;
		const unseen = Object.entries(hidden?.(profile) ?? {}).filter(([key]) => this.written.has(key));
		const bodies = [Object.fromEntries(unseen), Object.assign({}, ...values) as Json];
		return bodies.filter((body) => Object.keys(body).length > 0);
	}

	/** A call that failed is tried again in the next round, after a pause that doubles. */
	private async send(
		round: number,
		call: PlannedCall,
		body?: Json,
	): Promise<CallResponse | undefined> {
		try {
			return await this.client.send(call, 'restore', body && { body });
		} catch (error) {
			if (!(error instanceof CallFailed)) throw error;
			await this.clock.sleep(FIRST_PAUSE_MS * 2 ** round);
			return undefined;
		}
	}

	private outcome(current: Json | undefined): ReaderOutcome {
		const { profile = {} } = this;
		const written = [...this.written];
		if (!current) {
			const is = 'not known: it could not be read again';
			const differences = written.map((key) => ({ key, was: shapeText(profile[key]), is }));
			return { written, verified: false, differences, unseen: [] };
		}
		const keys = differingKeys(profile, current, this.calls.ignoredKeys);
		const differences = differencesOf(profile, current, keys);
		const unseen = written.filter((key) => !(key in profile) && !(key in current));
		return { written, verified: true, differences, unseen };
	}
}

export function withoutKeys(values: Json, keys: readonly string[]): Json {
	return Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)));
}

function differingKeys(one: Json, other: Json, ignored: readonly string[]): string[] {
	const keys = Object.keys(withoutKeys({ ...one, ...other }, ignored));
	return keys.filter((key) => !isDeepStrictEqual(one[key], other[key]));
}

function differencesOf(before: Json, after: Json, keys: readonly string[]): Difference[] {
	const differing = keys.filter((key) => !isDeepStrictEqual(before[key], after[key]));
	return differing.map((key) => {
		if (isEqualButIds(before[key], after[key])) {
			return { key, was: 'these addresses', is: 'the same, with other _id' };
		}
		const [was, is] = [shapeText(before[key]), shapeText(after[key])];
		return { key, was, is: was === is ? `${is}, with another value` : is };
	});
}

function isEqualButIds(one: unknown, other: unknown): boolean {
	const [before, after] = [one, other].map((list) =>
		Array.isArray(list)
			? list.map((entry: unknown) => (isJson(entry) ? withoutKeys(entry, ['_id']) : entry))
			: undefined,
	);
	return before !== undefined && isDeepStrictEqual(before, after);
}

/** What may make a value what it was, one after the other. */
function waysTo(was: unknown, is: unknown): unknown[] {
	// A list that is only added to is emptied first, and then filled, whatever emptied it.
	if (Array.isArray(was)) return isDeepStrictEqual(is, []) ? Array(5).fill(was) : [was, [], null];
	if (was === undefined) return [null];
	if (was === null) return [null, ''];
	return was === '' ? ['', null] : [was];
}
