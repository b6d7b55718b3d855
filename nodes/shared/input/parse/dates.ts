import { ValidationError } from '../validationError';
import { hasOwnForm } from './json';
import type { Parse } from './text';
import { parseTrimmed, quote } from './text';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const ISO_DATE_SHAPE =
	/^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?$/;

/**
 * A day in a person's life, not in the future. It is sent as midnight UTC of the day as it is written, whatever its time
 * zone, so that no time zone moves a birthday.
 */
export const parsePastDate: Parse<string> = (value, field) => {
	const given = value instanceof Date ? midnightOf(value, field) : value;
	const { text, calendarDay } = readDate(given, field, 'such as 1990-05-31');
	// The first time zone begins a day 14 hours before UTC does.
	if (Date.parse(`${calendarDay}T00:00:00+14:00`) > Date.now()) {
		throw new ValidationError(
			field,
			`'${field}' is in the future: ${quote(text)}`,
			'Check the year.',
		);
	}
	return `${calendarDay}T00:00:00.000Z`;
};

/**
 * JavaScript's own dates have no time zone. Only a midnight, of UTC or of n8n's own zone, tells which day is meant.
 *
 * @returns midnight UTC of that day
 */
function midnightOf(date: Date, field: string): Date {
	const written = new Date(date.getTime() - date.getTimezoneOffset() * MINUTE_MS);
	const midnight = [date, written].find((each) => each.getTime() % DAY_MS === 0);
	if (midnight || Number.isNaN(date.getTime())) return midnight ?? date;
	throw new ValidationError(
		field,
		`'${field}' is a moment, whose day depends on the time zone`,
		"Give the day as text, such as 1990-05-31: in the expression with .toDateTime().toFormat('yyyy-MM-dd').",
	);
}

/**
 * A moment, sent in the form that the API's own pages show: UTC. One without a time zone is taken as UTC,
 * a day without a time as its beginning.
 */
export const parseMoment: Parse<string> = (value, field) => {
	const examples = 'such as 2026-05-31 or 2026-05-31T18:00:00+05:30';
	const { calendarDay, time, zone } = readDate(value, field, examples);
	return new Date(`${calendarDay}T${fullTime(time)}${zone ?? 'Z'}`).toISOString();
};

interface WrittenDate {
	readonly text: string;
	readonly calendarDay: string;
	readonly time: string | undefined;
	readonly zone: string | undefined;
}

/** @throws ValidationError for what is no ISO 8601 date, or a day or time that no calendar or clock shows */
function readDate(value: unknown, field: string, examples: string): WrittenDate {
	const text = parseTrimmed(hasOwnForm(value) ? (value.toJSON() ?? '') : value, field);
	const [, year = '', month = '', day = '', time, zone] = ISO_DATE_SHAPE.exec(text) ?? [];
	const calendarDay = `${year}-${month}-${day}`;
	if (isRealDay(calendarDay) && isRealTime(time)) return { text, calendarDay, time, zone };
	throw new ValidationError(
		field,
		`'${field}' is not a real date: ${quote(text)}`,
		`It must be a date in ISO 8601 form, ${examples}.`,
	);
}

function isRealDay(day: string): boolean {
	const date = new Date(`${day}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function isRealTime(time: string | undefined): boolean {
	if (time === undefined) return true;
	const [hours = 0, minutes = 0, seconds = 0] = (time.match(/\d{2}/g) ?? []).map(Number);
	return hours <= 23 && minutes <= 59 && seconds <= 59;
}

/** @returns the time with the colons that `Date` needs and ISO 8601 leaves out in its short form */
function fullTime(time = '00:00'): string {
	const [digits = '', fraction] = time.replace(',', '.').split('.');
	const parts = digits.match(/\d{2}/g) ?? [];
	return parts.join(':') + (fraction === undefined ? '' : `.${fraction}`);
}
