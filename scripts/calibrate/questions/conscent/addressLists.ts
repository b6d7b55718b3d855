/**
 * Whether an update adds to a list of addresses or replaces it, what an address with `_id` does, and what empties the
 * list. An address is added only where the list was seen to be emptied: else it might stay for good.
 */
import type { IDataObject } from 'n8n-workflow';

import type { Asking, CallResponse, Json, PlannedCall, Steps, Target } from '../../question';
import { OTHERWISE, isJson, isRefused, open, question, told } from '../../question';
import { FACTS_FILES, USER_UPDATE, profileOf, reading, updateUser } from './support/updateUser';

const LISTS = ['shippingAddress', 'billingAddress'] as const;
type List = (typeof LISTS)[number];

const NEW_ADDRESS = {
	apartment: '1 Calibration Road',
	city: 'Agra',
	pincode: '282006',
	country: 'INDIA',
};
const CHANGED_CITY = 'Pune';

const POINTS = ['takes', 'clears', 'without-id', 'with-id'] as const;

function fact(list: List, point: (typeof POINTS)[number]): string {
	return `addresses.${list}.${point}`;
}

function addressesOf(response: CallResponse, list: List): Json[] {
	const addresses = profileOf(response)[list];
	return Array.isArray(addresses) ? addresses.filter(isJson) : [];
}

interface ListCalls {
	readonly list: List;
	readonly clear: PlannedCall;
	readonly fill: PlannedCall;
	readonly add: PlannedCall;
	readonly change: PlannedCall;
	readonly read: PlannedCall;
}

function callsOf(list: List, calls: Readonly<Record<string, PlannedCall>>): ListCalls {
	const call = (name: string) => calls[`${list}.${name}`] as PlannedCall;
	return {
		list,
		clear: call('clear'),
		fill: call('fill'),
		add: call('add'),
		change: call('change'),
		read: call('read'),
	};
}

/** @returns whether an empty list empties it */
function* askCleared({ list, clear, read }: ListCalls): Asking<boolean> {
	const response = yield { call: clear };
	const after = yield { call: read };
	const isEmptied = addressesOf(after, list).length === 0;
	const refused = isRefused(response) ? ` (HTTP ${response.status})` : '';
	const text = isEmptied ? '[] empties it' : `[] does not empty it${refused}`;
	yield told(fact(list, 'clears'), isEmptied ? [] : OTHERWISE, text, response, after);
	return isEmptied;
}

/** @returns the address that was added, as the profile shows it */
function* askAdded({ list, add, fill, read }: ListCalls, stored: Json[]): Asking<Json | undefined> {
	// What the list held comes first, with its ids, so that there is something to be kept or replaced.
	const filled = yield { call: fill, body: { [list]: stored as IDataObject[] } };
	const before = yield { call: read };
	const response = yield { call: add };
	const after = yield { call: read };
	const is = addressesOf(after, list);
	const added = is.find(({ apartment }) => apartment === NEW_ADDRESS.apartment);
	const seen = [filled, before, response, after];
	const count = addressesOf(before, list).length;
	const text = `Before there were ${count}, afterwards ${is.length}`;
	if (isRefused(response)) {
		yield told(fact(list, 'takes'), false, `HTTP ${response.status}`, response);
		yield open(fact(list, 'without-id'), `HTTP ${response.status}`);
		return undefined;
	}
	yield told(fact(list, 'takes'), added !== undefined, text, ...seen);
	if (!added || count === 0) yield open(fact(list, 'without-id'), text);
	else if (is.length === count + 1) yield told(fact(list, 'without-id'), 'adds', text, ...seen);
	else if (is.length === 1) yield told(fact(list, 'without-id'), 'replaces', text, ...seen);
	else yield open(fact(list, 'without-id'), text);
	return added;
}

function* askChanged({ list, change, read }: ListCalls, added: Json): Steps {
	const point = fact(list, 'with-id');
	const { _id } = added;
	if (typeof _id !== 'string') {
		yield open(point, 'Addresses are shown without _id');
		return;
	}
	const response = yield { call: change, body: { [list]: [{ _id, city: CHANGED_CITY }] } };
	const after = yield { call: read };
	const is = addressesOf(after, list);
	const changed = is.find((address) => address['city'] === CHANGED_CITY);
	const text = `HTTP ${response.status}`;
	if (isRefused(response) || !changed) yield open(point, `${text}: the change is not shown`);
	else if (changed['_id'] !== _id) {
		yield told(point, 'adds', 'Another address was added', response, after);
	} else if (changed['apartment'] === added['apartment']) {
		yield told(point, 'merges', 'Parts that were not sent survive', response, after);
	} else yield told(point, 'replaces', 'Parts that were not sent are gone', response, after);
}

function* askList(calls: ListCalls, { profile, allowLeftovers }: Target): Steps {
	const { list } = calls;
	const stored = Array.isArray(profile[list]) ? profile[list].filter(isJson) : [];
	const why =
		stored.length === 0
			? 'The reader has no address there, so it cannot be seen whether the list can be emptied again; give them one, or use --allow-leftovers'
			: 'The list could not be emptied, so an address might stay for good; --allow-leftovers asks all the same';
	const isEmptied = stored.length > 0 && (yield* askCleared(calls));
	if (!isEmptied && !allowLeftovers) {
		for (const point of POINTS.filter((one) => one !== 'clears' || stored.length === 0)) {
			yield open(fact(list, point), why);
		}
		return;
	}
	const added = yield* askAdded(calls, stored);
	if (added) yield* askChanged(calls, added);
	else yield open(fact(list, 'with-id'), 'No address could be added');
}

function planned(list: List, target: Target): Array<[string, PlannedCall]> {
	const update = (
		name: string,
		addresses: IDataObject[],
		changes: string,
	): [string, PlannedCall] => [
		`${list}.${name}`,
		{ ...updateUser(target.userId, { [list]: addresses }), changes },
	];
	return [
		update('clear', [], `empties ${list}; what is put back may get other _ids`),
		update('fill', [{ '‹what it held›': '' }], `puts ${list} back`),
		update('add', [NEW_ADDRESS], `adds an address to ${list}, or replaces it`),
		update('change', [{ _id: '‹of the added one›', city: CHANGED_CITY }], `changes that address`),
		[`${list}.read`, reading(target, 4)],
	];
}

export const addressLists = question({
	id: 'address-lists',
	title: 'Does an update add to the lists of addresses, or replace them?',
	kind: 'write',
	facts: () =>
		LISTS.flatMap((list) => {
			const at = `${USER_UPDATE}/properties/${list}`;
			const marked = (point: (typeof POINTS)[number], statement: string, mark: string) => ({
				id: fact(list, point),
				statement,
				at,
				mark,
				believedBy: FACTS_FILES,
			});
			return [
				{
					id: fact(list, 'takes'),
					statement: `The user update takes '${list}'`,
					at,
					believedBy: FACTS_FILES,
				},
				marked('clears', `What empties '${list}'`, 'x-empty-value'),
				marked('without-id', `An address without _id in '${list}'`, 'x-address-without-id'),
				marked('with-id', `An address with _id in '${list}'`, 'x-address-with-id'),
			];
		}),
	calls: (target): Readonly<Record<string, PlannedCall>> =>
		Object.fromEntries(LISTS.flatMap((list) => planned(list, target))),
	*steps(calls, target) {
		for (const list of LISTS) yield* askList(callsOf(list, calls), target);
	},
});
