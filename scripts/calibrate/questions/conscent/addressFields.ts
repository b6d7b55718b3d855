/** What an update does to the one address of a reader, and to the lists of addresses. */
import type { Asking, Json, PlannedCall, Question, Steps, Target } from '../../question';
import {
	OTHERWISE,
	factsOf,
	isBlank,
	isJson,
	isRefused,
	jsonAt,
	open,
	rowsAt,
	told,
} from '../../question';
import { shapeText } from '../../shape';
import { FACTS_FILES, change, clearsFact, propertyAt, reading, takesFact, update } from './calls';

const ADDRESS = {
	apartment: '1 Calibration Road',
	city: 'Agra',
	pincode: '282006',
	country: 'INDIA',
};
const CHANGED_CITY = 'Pune';

/** Whether parts of `address` that are not sent survive, and what clears the whole. */
export const partialAddress: Question = {
	id: 'partial-address',
	title: 'Do parts of the address that are not sent survive?',
	kind: 'write',
	facts: [
		takesFact('address.takes', 'address'),
		clearsFact('address.clears', 'address'),
		...factsOf(['test/server/handlers/updateUser.ts'], {
			'address.omitted-parts': [
				"What becomes of parts of 'address' that are not sent",
				propertyAt('address'),
				'x-omitted-parts',
			],
		}),
	],
	calls: (target) => ({
		full: update(target, { address: ADDRESS }, 'sets address'),
		part: update(target, { address: { city: CHANGED_CITY } }, 'sets a part of address'),
		clear: update(target, { address: null }, 'empties address'),
		read: reading(target, 3),
	}),
	*steps({ profile, allowLeftovers }) {
		if (!isJson(profile['address']) && !allowLeftovers) {
			return yield* open('The reader has no address that could be put back');
		}
		const full = yield* change('full');
		const isTaken = jsonAt(full.profile, 'address')?.['apartment'] === ADDRESS.apartment;
		const shown = isTaken ? 'shows' : 'does not show';
		const text = `HTTP ${full.response.status}, and the profile ${shown} the new address`;
		yield told('address.takes', isTaken, text, ...full.from);
		if (!isTaken) return yield* open(text);
		yield* askPart();
		yield* askAddressCleared();
	},
};

function* askPart(): Steps {
	const { response, profile, from } = yield* change('part');
	const address = jsonAt(profile, 'address') ?? {};
	const kept = address['apartment'] === ADDRESS.apartment ? 'keep' : 'reset';
	const shown = address['city'] === CHANGED_CITY ? kept : undefined;
	const text = `HTTP ${response.status}, and the profile then shows ${shapeText(address)}`;
	yield told('address.omitted-parts', isRefused(response) ? 'refused' : shown, text, ...from);
}

function* askAddressCleared(): Steps {
	const { profile, from } = yield* change('clear');
	const isGone = Object.values(jsonAt(profile, 'address') ?? {}).every(isBlank);
	const text = isGone ? 'null empties it' : 'null does not empty it';
	yield told('address.clears', isGone ? null : OTHERWISE, text, ...from);
}

const LISTS = ['shippingAddress', 'billingAddress'] as const;
type List = (typeof LISTS)[number];

const POINTS = ['takes', 'clears', 'without-id', 'with-id'] as const;

function point(list: List, name: (typeof POINTS)[number]): string {
	return `addresses.${list}.${name}`;
}

const CANNOT_BE_SEEN =
	'The reader has no address there, so it cannot be seen whether the list can be emptied again; give them one, or use --allow-leftovers';
const MIGHT_STAY =
	'The list could not be emptied, so an address might stay for good; --allow-leftovers asks all the same';

/** @returns whether an empty list empties it */
function* askListCleared(list: List): Asking<boolean> {
	const { response, profile, from } = yield* change(`${list}.clear`);
	const isEmptied = rowsAt(profile, list).length === 0;
	const text = `HTTP ${response.status}: [] ${isEmptied ? 'empties' : 'does not empty'} it`;
	yield told(point(list, 'clears'), isEmptied ? [] : OTHERWISE, text, ...from);
	return isEmptied;
}

/** @returns the address that was added, as the profile shows it */
function* askAdded(list: List, stored: readonly Json[]): Asking<Json | undefined> {
	// What the list held comes first, with its ids, so that there is something to be kept or replaced.
	const filled = yield* change(`${list}.fill`, { [list]: stored });
	const { response, profile, from } = yield* change(`${list}.add`);
	const [before, after] = [filled.profile, profile].map((shown) => rowsAt(shown, list).length);
	const added = rowsAt(profile, list).find(({ apartment }) => apartment === ADDRESS.apartment);
	const seen = [...filled.from, ...from];
	const text = `HTTP ${response.status}. Before there were ${before}, afterwards ${after}`;
	yield told(point(list, 'takes'), added !== undefined, text, ...seen);
	const replaced = after === 1 ? 'replaces' : undefined;
	const saw = added && before ? (after === before + 1 ? 'adds' : replaced) : undefined;
	yield told(point(list, 'without-id'), saw, text, ...seen);
	return added;
}

function* askChanged(list: List, { _id, apartment }: Json): Steps {
	const fact = point(list, 'with-id');
	if (typeof _id !== 'string') return yield* open('Addresses are shown without _id', fact);
	const body = { [list]: [{ _id, city: CHANGED_CITY }] };
	const { response, profile, from } = yield* change(`${list}.change`, body);
	const changed = rowsAt(profile, list).find(({ city }) => city === CHANGED_CITY);
	if (isRefused(response) || !changed) {
		yield* open(`HTTP ${response.status}: the change is not shown`, fact);
	} else if (changed['_id'] !== _id) yield told(fact, 'adds', 'Another address was added', ...from);
	else if (changed['apartment'] === apartment) {
		yield told(fact, 'merges', 'Parts that were not sent survive', ...from);
	} else yield told(fact, 'replaces', 'Parts that were not sent are gone', ...from);
}

function* askList(list: List, { profile, allowLeftovers }: Target): Steps {
	const stored = rowsAt(profile, list);
	const isEmptied = stored.length > 0 && (yield* askListCleared(list));
	if (!isEmptied && !allowLeftovers) {
		const why = stored.length === 0 ? CANNOT_BE_SEEN : MIGHT_STAY;
		return yield* open(why, ...POINTS.map((name) => point(list, name)));
	}
	const added = yield* askAdded(list, stored);
	if (added) yield* askChanged(list, added);
	else yield* open('No address could be added', point(list, 'with-id'));
}

function listCalls(list: List, target: Target): Array<[string, PlannedCall]> {
	const call = (name: string, address: Json[], changes: string): [string, PlannedCall] => [
		`${list}.${name}`,
		update(target, { [list]: address }, changes),
	];
	return [
		call('clear', [], `empties ${list}; what is put back may get other _ids`),
		call('fill', [{ '‹what it held›': '' }], `puts ${list} back`),
		call('add', [ADDRESS], `adds an address to ${list}, or replaces it`),
		call('change', [{ _id: '‹of the added one›', city: CHANGED_CITY }], 'changes that address'),
	];
}

/** An address is added only where the list was seen to be emptied: else it might stay for good. */
export const addressLists: Question = {
	id: 'address-lists',
	title: 'Does an update add to the lists of addresses, or replace them?',
	kind: 'write',
	facts: LISTS.flatMap((list) => [
		takesFact(point(list, 'takes'), list),
		clearsFact(point(list, 'clears'), list),
		...factsOf(
			FACTS_FILES,
			Object.fromEntries(
				(['with-id', 'without-id'] as const).map((name) => [
					point(list, name),
					[`An address ${name} in '${list}'`, propertyAt(list), `x-address-${name}`] as const,
				]),
			),
		),
	]),
	calls: (target) => ({
		...Object.fromEntries(LISTS.flatMap((list) => listCalls(list, target))),
		read: reading(target, 8),
	}),
	*steps(target) {
		for (const list of LISTS) yield* askList(list, target);
	},
};
