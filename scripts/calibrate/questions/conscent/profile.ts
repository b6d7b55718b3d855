/**
 * Which fields of the profile the update takes, in which forms, and what clears them. A field without a value is left
 * alone until something was seen to clear a field.
 */
import type { Asking, CallResponse, Fact, Json, Question, Steps, Target } from '../../question';
import { OTHERWISE, factsOf, isBlank, isRefused, open, told } from '../../question';
import { mapValues, shapeText } from '../../shape';
import * as user from './calls';
import { change, propertyAt, reading, update } from './calls';

export const unknownKey: Question = {
	id: 'unknown-key',
	title: 'Does the user update store, ignore or refuse a key that it does not know?',
	kind: 'write',
	facts: factsOf(['test/server/personality.ts'], {
		'update.unknown-key': ['What becomes of an unknown key', user.USER_UPDATE, 'x-unknown-keys'],
	}),
	calls: (target) => ({
		probe: update(
			target,
			user.PROBE,
			`adds '${user.PROBE_KEY}' if the API stores unknown keys; it is emptied in the end`,
		),
		read: reading(target, 1),
	}),
	*steps() {
		const { response, profile, from } = yield* change('probe');
		const isShown = user.PROBE_KEY in profile;
		const saw = isShown ? 'stored' : 'ignored';
		const text = `HTTP ${response.status}, and the profile ${isShown ? 'shows' : 'does not show'} it`;
		yield told('update.unknown-key', isRefused(response) ? 'refused' : saw, text, ...from);
	},
};

/** Each form, and the day that it means. */
const DATE_FORMS = {
	'date-time': ['1992-03-04T00:00:00.000Z', '1992-03-04'],
	date: ['1993-04-05', '1993-04-05'],
	'day-first': ['26/05/1994', '1994-05-26'],
} as const;

export const dates: Question = {
	id: 'dates',
	title: 'In which forms is a date of birth taken?',
	kind: 'write',
	facts: factsOf(['nodes/shared/input/parse/dates.ts', ...user.UPDATE_FILES], {
		'dates.forms': ['Which dates are taken', propertyAt('dateOfBirth'), 'x-accepted-dates'],
	}),
	calls: (target) => ({
		...mapValues(DATE_FORMS, ([dateOfBirth]) =>
			update(target, { dateOfBirth }, 'sets dateOfBirth'),
		),
		read: reading(target, Object.keys(DATE_FORMS).length),
	}),
	*steps({ profile, allowLeftovers }) {
		if (isBlank(profile['dateOfBirth']) && !allowLeftovers) {
			return yield* open('The reader has no date of birth that could be put back');
		}
		const taken: string[] = [];
		const seen: CallResponse[] = [];
		for (const [form, [, day]] of Object.entries(DATE_FORMS)) {
			const { response, profile: shown, from } = yield* change(form);
			seen.push(...from);
			if (!isRefused(response) && isSame(shown['dateOfBirth'], day)) taken.push(form);
		}
		// If none is taken, the field is not: no form was seen to be refused for its form.
		if (taken.length === 0) yield* open('No form was taken');
		else yield told('dates.forms', taken, `Taken and shown: ${taken.join(', ')}`, ...seen);
	},
};

/** A node sets these to false; none is ever cleared. */
const TOGGLES = ['isEmailVerified', 'isPhoneVerified', 'enableOffers', 'enableNotifications'];

/** They show in the name, if at all. */
const NAME_PARTS: Json = { firstName: 'Ada', lastName: 'Calibration' };

/**
 * For each field another value that harms nobody: an address that can have no mail and a number that nobody has
 * (RFC 2606, and 555-01xx of the North American plan).
 */
function otherValues({ userId, profile }: Target): Json {
	return {
		name: 'Calibrate Test',
		gender: profile['gender'] === 'OTHERS' ? 'MALE' : 'OTHERS',
		dateOfBirth: '1991-02-03T00:00:00.000Z',
		email: `calibrate-${userId}@example.com`,
		countryCode: '+1',
		phone: '2025550123',
		...Object.fromEntries(TOGGLES.map((key) => [key, profile[key] !== true])),
		...NAME_PARTS,
	};
}

const FIELDS = ['name', 'gender', 'dateOfBirth', 'email', 'countryCode', 'phone', ...TOGGLES];

function takes(key: string): string {
	return `update.takes.${key}`;
}

function clears(key: string): string {
	return `update.clears.${key}`;
}

function fieldFacts(key: string): Fact[] {
	const taken = user.takesFact(takes(key), key);
	return TOGGLES.includes(key) ? [taken] : [taken, user.clearsFact(clears(key), key)];
}

function* leaveOpen(why: string, keys: readonly string[]): Steps {
	yield* open(why, ...keys.flatMap(fieldFacts).map(({ id }) => id));
}

/** An API may write a value its own way: a day as a moment, an address in small letters. */
function isSame(one: unknown, other: unknown): boolean {
	if (typeof one !== 'string' || typeof other !== 'string') return one === other;
	const areDates = [one, other].every((text) => /^\d{4}-\d\d-\d\d/.test(text));
	if (areDates) return Date.parse(one) === Date.parse(other);
	return one.toLowerCase() === other.toLowerCase();
}

interface Sent {
	/** What came of each call, by its field. */
	readonly responses: ReadonlyArray<readonly [key: string, response: CallResponse]>;
	readonly read: CallResponse;
	readonly profile: Json;
}

/** One call for each field, and the profile after them all. */
function* sendEach(verb: 'set' | 'clear', keys: readonly string[], values: Json): Asking<Sent> {
	const responses: Array<[string, CallResponse]> = [];
	for (const key of keys) {
		responses.push([key, yield { call: `${verb}.${key}`, body: { [key]: values[key] } }]);
	}
	const read = yield { call: 'read' };
	return { responses, read, profile: user.profileIn(read) };
}

function isShown(profile: Json, key: string, value: unknown): boolean {
	const words = key in NAME_PARTS ? String(profile['name']).split(' ') : [];
	return words.includes(String(value)) || isSame(profile[key], value);
}

function takenBy(response: CallResponse, key: string, value: unknown, was: Json, is: Json) {
	const { status } = response;
	if (status === 409) return [undefined, 'HTTP 409: the value belongs to somebody else'] as const;
	if (isRefused(response)) return [false, `It is refused with HTTP ${status}`] as const;
	if (isShown(is, key, value)) return [true, 'The profile shows the new value'] as const;
	if (!(key in is)) return [undefined, 'It is taken, and the profile does not show it'] as const;
	if (isSame(is[key], was[key])) return [false, 'The profile shows the old value'] as const;
	return [undefined, 'The profile shows another value than was sent'] as const;
}

/** @returns the fields that were seen to be taken */
function* askTaken(keys: readonly string[], target: Target): Asking<string[]> {
	if (keys.length === 0) return [];
	const values = otherValues(target);
	const { responses, read, profile } = yield* sendEach('set', keys, values);
	const taken: string[] = [];
	for (const [key, response] of responses) {
		const [saw, text] = takenBy(response, key, values[key], target.profile, profile);
		yield told(takes(key), saw, text, response, read);
		if (saw) taken.push(key);
	}
	return taken;
}

/** @returns whether something was seen to clear a field */
function* askCleared(keys: readonly string[]): Asking<boolean> {
	const clearable = keys.filter((key) => !TOGGLES.includes(key));
	const seen = new Map<string, CallResponse[]>(clearable.map((key) => [key, []]));
	let left = clearable;
	for (const value of [null, '']) {
		if (left.length === 0) break;
		const values = Object.fromEntries(left.map((key) => [key, value]));
		const { responses, read, profile } = yield* sendEach('clear', left, values);
		for (const [key, response] of responses) seen.get(key)?.push(response, read);
		const isLeft = (key: string) =>
			!isBlank(profile[key]) || (key in NAME_PARTS && isShown(profile, key, NAME_PARTS[key]));
		const text = `${JSON.stringify(value)} empties it`;
		for (const key of left) {
			if (!isLeft(key)) yield told(clears(key), value, text, ...(seen.get(key) ?? []));
		}
		left = left.filter(isLeft);
	}
	for (const key of left) {
		const text = 'Neither null nor an empty text empties it';
		yield told(clears(key), OTHERWISE, text, ...(seen.get(key) ?? []));
	}
	return left.length < clearable.length;
}

function* askEmptyText(): Steps {
	const set = yield { call: 'set.name' };
	const { response, profile, from } = yield* change('emptyName');
	const { name } = profile;
	const shown = isBlank(name) ? 'clears' : 'ignored';
	const saw = isRefused(response) ? 'refused' : name === '' ? 'stored' : shown;
	yield told('update.empty-text', saw, `The profile then holds ${shapeText(name)}`, set, ...from);
}

const WRONG_GENDER = { gender: 'CALIBRATE' };

function* askWrongGender(): Steps {
	const { response, profile, from } = yield* change('wrongGender');
	const isStored = profile['gender'] === WRONG_GENDER.gender;
	const saw = isStored || isRefused(response) ? !isStored : undefined;
	const text = `Another value gets HTTP ${response.status}, and is ${isStored ? '' : 'not '}stored`;
	yield told('update.gender-values', saw, text, ...from);
}

export const profileFields: Question = {
	id: 'profile-fields',
	title: 'Which fields does the user update take, and what clears them?',
	kind: 'write',
	facts: [
		...[...FIELDS, ...Object.keys(NAME_PARTS)].flatMap(fieldFacts),
		...factsOf([], {
			'update.empty-text': ["What '' does to 'name'", propertyAt('name'), 'x-empty-text'],
		}),
		...factsOf(user.UPDATE_FILES, {
			'update.gender-values': ['Other genders are refused', '/components/schemas/Gender'],
		}),
	],
	calls(target) {
		const singles = Object.entries(otherValues(target)).flatMap(([key, value]) => {
			const what = key in NAME_PARTS ? `${key}, and by it perhaps the name` : key;
			return [
				[`set.${key}`, update(target, { [key]: value }, `sets ${what}`, 2)],
				[`clear.${key}`, update(target, { [key]: null }, `empties ${what}, by null or ''`, 2)],
			];
		});
		return {
			...Object.fromEntries(singles),
			emptyName: update(target, { name: '' }, 'empties the name'),
			wrongGender: update(target, WRONG_GENDER, 'sets gender, if the API takes any value'),
			read: reading(target, 10),
		};
	},
	*steps(target) {
		const { profile, allowLeftovers } = target;
		const filled = FIELDS.filter((key) => !isBlank(profile[key]));
		const taken = yield* askTaken(filled, target);
		if (taken.includes('gender')) yield* askWrongGender();
		const isClearable = yield* askCleared(taken);
		if (isClearable && taken.includes('name')) yield* askEmptyText();
		const parts = Object.keys(NAME_PARTS);
		if (filled.includes('name')) {
			// After the name, as clearing its parts may clear it. The last name comes first: an API that holds one name would
			// take what is left for the first.
			yield* askCleared((yield* askTaken(parts, target)).reverse());
		} else yield* leaveOpen("The reader has no 'name' to see it in", parts);
		const blank = FIELDS.filter((key) => key in profile && isBlank(profile[key]));
		if (isClearable || allowLeftovers) yield* askCleared(yield* askTaken(blank, target));
		else yield* leaveOpen('It has no value, and nothing was seen that would empty it again', blank);
		yield* leaveOpen(
			'The profile does not show it, so what was there could not be put back',
			FIELDS.filter((key) => !(key in profile)),
		);
	},
};
