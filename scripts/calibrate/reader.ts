/**
 * Remembers a reader as they were and puts them back. Restoring is a reconciliation loop, as Kubernetes' controllers
 * run it: read, compare, repair, and again until nothing differs. So it does not matter where it was cut.
 */
import { isDeepStrictEqual } from 'node:util';

import type { IDataObject } from 'n8n-workflow';

import type { Client, Clock } from './client';
import { BudgetSpent, CallFailed } from './client';
import type { CallResponse, Json, PlannedCall } from './question';
import { isJson, isRefused } from './question';
import { shapeText } from './shape';

const ROUNDS = 8;
const FIRST_PAUSE_MS = 500;
/** How often an emptied list is filled again: a try may be lost on the way. */
const REFILLS = 3;

/** Where a service shows and takes a reader's profile. */
export interface ReaderCalls {
	/** Tried in this order, until one shows the profile. */
	readonly reads: readonly PlannedCall[];
	readonly write: PlannedCall;
	/** A call that only reads and shows some of the profile, to see whether reading it by an update changed it. */
	readonly witness?: {
		readonly call: PlannedCall;
		knownIn(response: CallResponse): Json | undefined;
	};
	profileIn(response: CallResponse): Json | undefined;
	/** Keys that each write changes, or that belong to the service. */
	readonly ignoredKeys: readonly string[];
	/**
	 * Whether a write may reset the keys that it leaves out, so that the whole profile has to be sent: all of it, or
	 * only what has a value.
	 */
	readonly writesWhole: 'all' | 'filled' | false;
	/** Keys that a whole write must not hold. */
	readonly readOnlyKeys: readonly string[];
	/** Values that no response shows, guessed from the profile, of keys that were written. */
	hidden(profile: Json): Json;
}

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
		this.readCall = calls.reads[0] as PlannedCall;
	}

	/** @returns why nothing may be written, if something speaks against it */
	async remember(): Promise<string | undefined> {
		const { witness, reads } = this.calls;
		const before = witness && (await this.client.send({ call: witness.call }, 'reader'));
		let status = 0;
		for (const call of reads) {
			this.readCall = call;
			this.wrote(call.body);
			const response = await this.client.send({ call }, 'reader');
			const profile = isRefused(response) ? undefined : this.calls.profileIn(response);
			// What the read itself may have left is not part of the profile.
			if (profile) return this.take(withoutKeys(profile, Object.keys(call.body ?? {})), before);
			({ status } = response);
		}
		return `The profile was not shown (HTTP ${status})`;
	}

	private take(profile: Json, before: CallResponse | undefined): string | undefined {
		this.profile = JSON.parse(JSON.stringify(profile)) as Json;
		const known = (before && this.calls.witness?.knownIn(before)) ?? {};
		const changed = differingKeys(
			known,
			profile,
			Object.keys(withoutKeys(profile, Object.keys(known))),
		);
		if (changed.length === 0) return undefined;
		this.rescued = known;
		this.wrote(known);
		return `An update without fields changed ${changed.join(', ')}: the API resets what is left out`;
	}

	wrote(body: object | undefined): void {
		for (const key of Object.keys(body ?? {})) this.written.add(key);
	}

	/** @param isOver whether nobody wants to wait for it any more */
	async restore(isOver: () => boolean): Promise<ReaderOutcome> {
		if (!this.profile) return this.outcome(undefined);
		if (this.rescued) return await this.rescue(this.rescued);
		try {
			return this.outcome(await this.reconcile(this.profile, isOver));
		} catch (error) {
			if (error instanceof BudgetSpent) return this.outcome(undefined);
			throw error;
		}
	}

	/** Puts back what is known, in one update: the next one would reset it. */
	private async rescue(known: Json): Promise<ReaderOutcome> {
		let current: Json = {};
		for (let round = 0; round < ROUNDS; round++) {
			const response = await this.tryTo(
				round,
				async () => await this.repair(this.calls.write, known as IDataObject),
			);
			current = (response && this.calls.profileIn(response)) ?? {};
			if (response) break;
		}
		const differences = Object.keys(known)
			.filter((key) => current[key] !== known[key])
			.map((key) => difference(key, known[key], current[key]));
		differences.push({
			key: 'all others',
			was: 'not known',
			is: 'perhaps reset by the first read',
		});
		return { written: [...this.written], verified: true, differences, unseen: [] };
	}

	/** @returns the reader as they are in the end; undefined if they could not be read */
	private async reconcile(profile: Json, isOver: () => boolean): Promise<Json | undefined> {
		const repairs = new Repairs(profile, this.calls, [...this.written]);
		for (let round = 0; round < ROUNDS && !isOver(); round++) {
			const current = await this.tryTo(round, async () => await this.read());
			if (!current) continue;
			const bodies = repairs.for(current);
			if (bodies.length === 0 || round === ROUNDS - 1) return current;
			for (const body of bodies) {
				const { write: call } = this.calls;
				const response = await this.tryTo(round, async () => await this.repair(call, body));
				if (!response) repairs.failed(body);
				else if (isRefused(response)) repairs.refused(body);
			}
		}
		return undefined;
	}

	private async repair(call: PlannedCall, body: IDataObject): Promise<CallResponse> {
		return await this.client.send({ call, body }, 'restore');
	}

	private async read(): Promise<Json | undefined> {
		const response = await this.client.send({ call: this.readCall }, 'restore');
		return isRefused(response) ? undefined : this.calls.profileIn(response);
	}

	/** A call that failed is tried again in the next round, after a pause that doubles. */
	private async tryTo<T>(round: number, act: () => Promise<T>): Promise<T | undefined> {
		try {
			return await act();
		} catch (error) {
			if (!(error instanceof CallFailed)) throw error;
			await this.clock.sleep(FIRST_PAUSE_MS * 2 ** round);
			return undefined;
		}
	}

	private outcome(current: Json | undefined): ReaderOutcome {
		const written = [...this.written];
		const profile = this.profile ?? {};
		if (!current) {
			const differences = written.map((key) => ({
				key,
				was: shapeText(profile[key]),
				is: 'not known: it could not be read again',
			}));
			return { written, verified: false, differences, unseen: [] };
		}
		const keys = differingKeys(profile, current, this.calls.ignoredKeys);
		const differences = keys.map((key) => difference(key, profile[key], current[key]));
		const unseen = written.filter((key) => !(key in profile) && !(key in current));
		return { written, verified: true, differences, unseen };
	}
}

function withoutKeys(values: Json, keys: readonly string[]): Json {
	return Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)));
}

export function differingKeys(one: Json, other: Json, ignored: readonly string[]): string[] {
	const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
	return [...keys].filter(
		(key) => !ignored.includes(key) && !isDeepStrictEqual(one[key], other[key]),
	);
}

function difference(key: string, was: unknown, is: unknown): Difference {
	if (isEqualButIds(was, is))
		return { key, was: 'these addresses', is: 'the same, with other _id' };
	const [before, after] = [shapeText(was), shapeText(is)];
	return { key, was: before, is: before === after ? `${after}, with another value` : after };
}

function withoutIds(value: unknown): unknown {
	return Array.isArray(value)
		? value.map((entry) => (isJson(entry) ? withoutKeys(entry, ['_id']) : entry))
		: value;
}

function isEqualButIds(one: unknown, other: unknown): boolean {
	return Array.isArray(one) && isDeepStrictEqual(withoutIds(one), withoutIds(other));
}

/** What to send next, given what still differs; each way of repairing a key is tried once. */
class Repairs {
	private readonly tried = new Map<string, number>();
	private isOneByOne = false;
	private areHiddenSent = false;

	constructor(
		private readonly profile: Json,
		private readonly calls: ReaderCalls,
		private readonly written: readonly string[],
	) {}

	/** @returns bodies to send, none if nothing more can be done */
	for(current: Json): IDataObject[] {
		const { ignoredKeys, writesWhole } = this.calls;
		const differing = differingKeys(this.profile, current, ignoredKeys).filter(
			(key) => !isEqualButIds(this.profile[key], current[key]),
		);
		const values = differing.flatMap((key) => {
			const value = this.nextValue(key, current[key]);
			return value === undefined ? [] : [[key, value] as const];
		});
		const hidden = this.hiddenValues();
		if (writesWhole) return values.length > 0 ? [this.whole(differing)] : [];
		const bodies = this.isOneByOne
			? values.map(([key, value]) => ({ [key]: value }) as IDataObject)
			: [Object.fromEntries(values) as IDataObject];
		return [hidden, ...bodies].filter((body) => Object.keys(body).length > 0);
	}

	/** One value that is refused must not keep the others back. */
	refused(body: IDataObject): void {
		if (this.isOneByOne || Object.keys(body).length < 2) return;
		this.isOneByOne = true;
		this.failed(body);
	}

	/** Whether it arrived is not known, so it is no way that was tried. */
	failed(body: IDataObject): void {
		for (const key of Object.keys(body)) {
			this.tried.set(key, Math.max(0, (this.tried.get(key) ?? 0) - 1));
		}
	}

	private whole(differing: readonly string[]): IDataObject {
		const { ignoredKeys, readOnlyKeys, writesWhole } = this.calls;
		const writable = withoutKeys(this.profile, [...ignoredKeys, ...readOnlyKeys]);
		const sent = Object.entries(writable).filter(
			([key, value]) => writesWhole === 'all' || value !== null || differing.includes(key),
		);
		return Object.fromEntries(sent) as IDataObject;
	}

	private hiddenValues(): IDataObject {
		if (this.areHiddenSent) return {};
		this.areHiddenSent = true;
		const hidden = Object.entries(this.calls.hidden(this.profile));
		return Object.fromEntries(hidden.filter(([key]) => this.written.includes(key))) as IDataObject;
	}

	private nextValue(key: string, current: unknown): unknown {
		const was = this.profile[key];
		if (Array.isArray(was)) return this.nextList(key, was, current);
		return this.next(key, waysTo(was));
	}

	/** As it was; if that only adds to it, it is emptied first, and filled again whichever way emptied it. */
	private nextList(key: string, was: unknown[], current: unknown): unknown {
		const isEmptied = Array.isArray(current) && current.length === 0;
		if (!isEmptied) return this.next(key, [was, [], null]);
		return this.next(`${key} again`, Array<unknown>(REFILLS).fill(was));
	}

	private next(key: string, ways: readonly unknown[]): unknown {
		const tries = this.tried.get(key) ?? 0;
		this.tried.set(key, tries + 1);
		return ways[tries];
	}
}

function waysTo(was: unknown): unknown[] {
	if (was === undefined) return [null];
	if (was === null) return [null, ''];
	return was === '' ? ['', null] : [was];
}
