/** Whether parts of `address` that are not sent survive, and what clears the whole. */
import type { Json, Steps } from '../../question';
import { OTHERWISE, isJson, isRefused, open, question, told, valueAt } from '../../question';
import {
	FACTS_FILES,
	UPDATE_FILES,
	USER_UPDATE,
	isBlank,
	profileOf,
	reading,
	updateUser,
} from './support/updateUser';

const AT = `${USER_UPDATE}/properties/address`;
const TAKES = 'address.takes';
const PARTS = 'address.omitted-parts';
const CLEARS = 'address.clears';

const FULL = { apartment: '1 Calibration Road', city: 'Agra', pincode: '282006', country: 'INDIA' };

function* leftOpen(why: string, ...facts: readonly string[]): Steps {
	for (const fact of facts) yield open(fact, why);
}

function isEmptied(address: unknown): boolean {
	return isBlank(address) || (isJson(address) && Object.values(address as Json).every(isBlank));
}

export const partialAddress = question({
	id: 'partial-address',
	title: 'Do parts of the address that are not sent survive?',
	kind: 'write',
	facts: () => [
		{ id: TAKES, statement: "The user update takes 'address'", at: AT, believedBy: UPDATE_FILES },
		{
			id: PARTS,
			statement: "What becomes of parts of 'address' that are not sent",
			at: AT,
			mark: 'x-omitted-parts',
			believedBy: ['test/server/handlers/updateUser.ts'],
		},
		{
			id: CLEARS,
			statement: "What clears 'address'",
			at: AT,
			mark: 'x-empty-value',
			believedBy: FACTS_FILES,
		},
	],
	calls: (target) => ({
		full: { ...updateUser(target.userId, { address: FULL }), changes: 'sets address' },
		part: {
			...updateUser(target.userId, { address: { city: 'Pune' } }),
			changes: 'sets a part of address',
		},
		clear: { ...updateUser(target.userId, { address: null }), changes: 'empties address' },
		read: reading(target, 3),
	}),
	*steps({ full, part, clear, read }, { profile, allowLeftovers }) {
		if (!isJson(profile['address']) && !allowLeftovers) {
			yield* leftOpen('The reader has no address that could be put back', TAKES, PARTS, CLEARS);
			return;
		}
		const set = yield { call: full };
		const afterSet = yield { call: read };
		if (valueAt(profileOf(afterSet), 'address', 'apartment') !== FULL.apartment) {
			const text = isRefused(set)
				? `HTTP ${set.status}`
				: 'The profile does not show the new address';
			yield told(TAKES, false, text, set, afterSet);
			yield* leftOpen(text, PARTS, CLEARS);
			return;
		}
		yield told(TAKES, true, 'The profile shows the new address', set, afterSet);
		const changed = yield { call: part };
		const afterPart = yield { call: read };
		const address = valueAt(profileOf(afterPart), 'address');
		if (isRefused(changed)) yield told(PARTS, 'refused', `HTTP ${changed.status}`, changed);
		else if (valueAt(address, 'city') !== 'Pune') yield open(PARTS, 'The part is not shown');
		else {
			const saw = valueAt(address, 'apartment') === FULL.apartment ? 'keep' : 'reset';
			const text = saw === 'keep' ? 'They survive' : 'They are gone';
			yield told(PARTS, saw, text, changed, afterPart);
		}
		const cleared = yield { call: clear };
		const afterClear = yield { call: read };
		const isGone = isEmptied(profileOf(afterClear)['address']);
		const text = isGone ? 'null empties it' : 'null does not empty it';
		yield told(CLEARS, isGone ? null : OTHERWISE, text, cleared, afterClear);
	},
});
