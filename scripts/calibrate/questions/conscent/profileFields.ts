/**
 * Which keys the update takes, and what clears them. Each value is read again before it is believed, as a response
 * may only repeat what was sent. A field without a value is left alone until something was seen to clear a field.
 */
import type { IDataObject } from 'n8n-workflow';

import type { Asking, CallResponse, Fact, Json, PlannedCall, Steps, Target } from '../../question';
import { OTHERWISE, isRefused, open, question, told } from '../../question';
import { shapeText } from '../../shape';
import type { Field } from './support/fields';
import { FIELDS, TOGGLES, hasValue, isSame } from './support/fields';
import {
	FACTS_FILES,
	UPDATE_FILES,
	USER_UPDATE,
	isBlank,
	profileOf,
	reading,
	updateUser,
} from './support/updateUser';

type Calls = Readonly<Record<string, PlannedCall>>;

const NAME_PARTS = { firstName: 'Ada', lastName: 'Calibration' } as const;
const GENDER_FACT = 'update.gender-values';
const EMPTY_TEXT_FACT = 'update.empty-text';
const EMPTY_VALUES = [null, ''] as const;
const NOT_SHOWN = 'The profile does not show it, so what was there could not be put back';
const NOT_CLEARABLE = 'It has no value, and nothing was seen that would empty it again';

function takes(key: string): string {
	return `update.takes.${key}`;
}

function clears(key: string): string {
	return `update.clears.${key}`;
}

function factsOf(key: string): Fact[] {
	const at = `${USER_UPDATE}/properties/${key}`;
	const taken = {
		id: takes(key),
		statement: `The user update takes '${key}'`,
		at,
		believedBy: UPDATE_FILES,
	};
	if (TOGGLES.includes(key)) return [taken];
	return [
		taken,
		{
			id: clears(key),
			statement: `What clears '${key}'`,
			at,
			mark: 'x-empty-value',
			believedBy: FACTS_FILES,
		},
	];
}

/** One call for each value, and what came of them all in the end. */
interface Sent {
	readonly responses: ReadonlyMap<string, CallResponse>;
	readonly read: CallResponse;
}

function* sendEach(
	calls: Calls,
	prefix: string,
	keys: readonly string[],
	bodies: Readonly<Record<string, IDataObject>> = {},
): Asking<Sent | undefined> {
	if (keys.length === 0) return undefined;
	const responses = new Map<string, CallResponse>();
	for (const key of keys) {
		const call = calls[`${prefix}.${key}`] as PlannedCall;
		responses.set(key, yield { call, body: bodies[key] ?? call.body ?? {} });
	}
	return { responses, read: yield { call: calls['read'] as PlannedCall } };
}

/** @returns the keys that were seen to be taken */
function* askTaken(fields: readonly Field[], calls: Calls, target: Target): Asking<string[]> {
	const bodies = Object.fromEntries(fields.map((field) => [field.key, field.other(target)]));
	const sent = yield* sendEach(
		calls,
		'set',
		fields.map(({ key }) => key),
		bodies,
	);
	const taken: string[] = [];
	for (const { key } of sent ? fields : []) {
		const { responses, read } = sent as Sent;
		const response = responses.get(key) as CallResponse;
		const is = profileOf(read)[key];
		if (response.status === 409)
			yield open(takes(key), 'HTTP 409: the value belongs to somebody else');
		else if (isRefused(response)) {
			yield told(takes(key), false, `It is refused with HTTP ${response.status}`, response);
		} else if (isSame(is, bodies[key]?.[key])) {
			taken.push(key);
			yield told(takes(key), true, 'The profile shows the new value', response, read);
		} else if (isSame(is, target.profile[key])) {
			yield told(takes(key), false, 'The profile shows the old value', response, read);
		} else yield open(takes(key), 'The profile shows another value than was sent');
	}
	return taken;
}

/** @returns the values that were seen to clear a field */
function* askCleared(keys: readonly string[], calls: Calls): Asking<Array<null | ''>> {
	let left = keys.filter((key) => !TOGGLES.includes(key));
	const found = new Set<null | ''>();
	const seen = new Map<string, CallResponse[]>(left.map((key) => [key, []]));
	for (const value of EMPTY_VALUES) {
		const bodies = Object.fromEntries(left.map((key) => [key, { [key]: value }]));
		const sent = yield* sendEach(calls, 'clear', left, bodies);
		if (!sent) break;
		const profile = profileOf(sent.read);
		for (const key of left) {
			seen.get(key)?.push(sent.responses.get(key) as CallResponse, sent.read);
			if (!isBlank(profile[key])) continue;
			found.add(value);
			const text = `${JSON.stringify(value)} empties it`;
			yield told(clears(key), value, text, ...(seen.get(key) ?? []));
		}
		left = left.filter((key) => !isBlank(profile[key]));
	}
	for (const key of left) {
		const text = 'Neither null nor an empty text empties it';
		yield told(clears(key), OTHERWISE, text, ...(seen.get(key) ?? []));
	}
	return [...found];
}

function* leftOpen(key: string, why: string): Steps {
	for (const { id } of factsOf(key)) yield open(id, why);
}

/** First and last name show in `name`, if at all. */
function* askNameParts(calls: Calls, { profile }: Target): Steps {
	const keys = Object.keys(NAME_PARTS);
	if (!hasValue(profile, 'name')) {
		for (const key of keys) yield* leftOpen(key, "The reader has no 'name' to see it in");
		return;
	}
	const sent = (yield* sendEach(calls, 'set', keys)) as Sent;
	const shown: string[] = [];
	for (const [key, value] of Object.entries(NAME_PARTS)) {
		const response = sent.responses.get(key) as CallResponse;
		const is = profileOf(sent.read);
		const isShown = is[key] === value || String(is['name']).split(' ').includes(value);
		if (isShown) shown.push(key);
		if (isRefused(response)) yield told(takes(key), false, `HTTP ${response.status}`, response);
		else if (isShown) yield told(takes(key), true, 'The profile shows it', response, sent.read);
		else yield open(takes(key), 'It is taken, and the profile does not show it');
	}
	yield* askNamePartsCleared(shown, calls);
}

function* askNamePartsCleared(keys: readonly string[], calls: Calls): Steps {
	// The last name first: an API that holds one name would take what is left for the first.
	const sent = yield* sendEach(calls, 'clear', [...keys].reverse());
	for (const key of sent ? keys : []) {
		const { responses, read } = sent as Sent;
		const value = NAME_PARTS[key as keyof typeof NAME_PARTS];
		const response = responses.get(key) as CallResponse;
		const is: Json = profileOf(read);
		const isGone = isBlank(is[key]) && !String(is['name'] ?? '').includes(value);
		// An empty text is not tried here: the name would have to be set anew for each part.
		if (isGone) yield told(clears(key), null, 'null empties it', response, read);
		else yield told(clears(key), OTHERWISE, 'null does not empty it', response, read);
	}
}

function* askEmptyText(calls: Calls): Steps {
	const set = yield { call: calls['set.name'] as PlannedCall };
	const response = yield { call: calls['emptyName'] as PlannedCall };
	const read = yield { call: calls['read'] as PlannedCall };
	const is = profileOf(read)['name'];
	const shown = is === '' ? 'stored' : isBlank(is) ? 'clears' : 'ignored';
	const saw = isRefused(response) ? 'refused' : shown;
	yield told(EMPTY_TEXT_FACT, saw, `The profile then holds ${shapeText(is)}`, set, response, read);
}

function* askWrongGender(calls: Calls): Steps {
	const call = calls['wrongGender'] as PlannedCall;
	const response = yield { call };
	const read = yield { call: calls['read'] as PlannedCall };
	const isStored = profileOf(read)['gender'] === call.body?.['gender'];
	const text = isStored ? 'Another value is stored' : `Another value gets HTTP ${response.status}`;
	if (isStored || isRefused(response)) {
		yield told(GENDER_FACT, !isStored, text, response, read);
	} else yield open(GENDER_FACT, 'Another value is taken, and not shown');
}

function change(userId: string, body: IDataObject, changes: string, times = 1): PlannedCall {
	return { ...updateUser(userId, body), changes, times };
}

function planned(target: Target): Calls {
	const { userId } = target;
	const singles = FIELDS.flatMap((field) => {
		const body = field.other(target);
		return [
			[`set.${field.key}`, change(userId, body, `sets ${field.key}`, 2)],
			[
				`clear.${field.key}`,
				change(userId, { [field.key]: null }, `empties ${field.key}, by null or ''`, 2),
			],
		] as const;
	});
	const parts = Object.entries(NAME_PARTS).flatMap(
		([key, value]) =>
			[
				[`set.${key}`, change(userId, { [key]: value }, `sets ${key}, and by it perhaps the name`)],
				[`clear.${key}`, change(userId, { [key]: null }, `empties ${key}`)],
			] as const,
	);
	return {
		...Object.fromEntries([...singles, ...parts]),
		emptyName: change(userId, { name: '' }, 'empties the name'),
		wrongGender: change(userId, { gender: 'CALIBRATE' }, 'sets gender, if the API takes any value'),
		read: reading(target, 10),
	};
}

export const profileFields = question({
	id: 'profile-fields',
	title: 'Which fields does the user update take, and what clears them?',
	kind: 'write',
	facts: () => [
		...[...FIELDS.map(({ key }) => key), ...Object.keys(NAME_PARTS)].flatMap(factsOf),
		{
			id: EMPTY_TEXT_FACT,
			statement: "What an empty text does to 'name'",
			at: `${USER_UPDATE}/properties/name`,
			mark: 'x-empty-text',
		},
		{
			id: GENDER_FACT,
			statement: 'A gender is one of the listed values',
			at: '/components/schemas/Gender',
			believedBy: UPDATE_FILES,
		},
	],
	calls: planned,
	*steps(calls, target) {
		const { profile, allowLeftovers } = target;
		const filled = FIELDS.filter(({ key }) => hasValue(profile, key));
		const taken = yield* askTaken(filled, calls, target);
		if (taken.includes('gender')) yield* askWrongGender(calls);
		yield* askNameParts(calls, target);
		const clearing = yield* askCleared(taken, calls);
		if (taken.includes('name') && clearing.length > 0) yield* askEmptyText(calls);
		const mayFill = clearing.length > 0 || allowLeftovers;
		const blank = FIELDS.filter(({ key }) => key in profile && !hasValue(profile, key));
		const later = mayFill ? yield* askTaken(blank, calls, target) : [];
		yield* askCleared(later, calls);
		for (const { key } of mayFill ? [] : blank) yield* leftOpen(key, NOT_CLEARABLE);
		for (const { key } of FIELDS.filter((field) => !(field.key in profile))) {
			yield* leftOpen(key, NOT_SHOWN);
		}
	},
});
