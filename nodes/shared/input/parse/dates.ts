import { ValidationError } from '../validationError';
import { hasOwnForm } from './json';
import type { Parse, ParseInZone } from './text';
import { parseTrimmed, quote } from './text';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const ISO_DATE_SHAPE =
	/^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?$/;

/**
 * A day in a user's life, not in the future. It is sent as midnight UTC of the day as it is written, whatever its time
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
 * A moment, sent in the form that the API's own pages show: UTC. One without a time zone is taken in the workflow's, as
 * n8n's own nodes do; a day without a time as its beginning.
 */
export const parseMoment: ParseInZone<string> = (value, field, timezone) =>
	momentOf(readDate(value, field, MOMENT_EXAMPLES), timezone, '00:00');

/** The same for the end of a span: a day without a time is part of it. */
export const parseEndMoment: ParseInZone<string> = (value, field, timezone) =>
	momentOf(readDate(value, field, MOMENT_EXAMPLES), timezone, '23:59:59.999');

const MOMENT_EXAMPLES = 'such as 2026-05-31 or 2026-05-31T18:00:00+05:30';

function momentOf(
	{ calendarDay, time, zone }: WrittenDate,
	timezone: string,
	usual: string,
): string {
	const local = `${calendarDay}T${fullTime(time ?? usual)}`;
	if (zone !== undefined) return new Date(local + zone).toISOString();
	return new Date(momentInZone(Date.parse(`${local}Z`), timezone)).toISOString();
}

/**
 * @param local what a clock in the zone shows, as if it were UTC
 * @returns the moment at which it shows that; where a change of clocks leaves the time out, the moment an hour later
 */
function momentInZone(local: number, timezone: string): number {
	const first = local - offsetMs(local, timezone);
	const offset = offsetMs(first, timezone);
	const second = local - offset;
	const checked = offsetMs(second, timezone);
	return checked === offset ? second : local - Math.min(offset, checked);
}

/** How far the zone's clocks are ahead of UTC at a moment. */
function offsetMs(moment: number, timezone: string): number {
	const wholeSeconds = Math.floor(moment / SECOND_MS) * SECOND_MS;
	const part = Object.fromEntries(
		clockOf(timezone)
			.formatToParts(wholeSeconds)
			.map(({ type, value }) => [type, Number(value)]),
	);
	const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
	// Date.UTC takes the years 0 to 99 for those of the last century.
	const shown = new Date(0).setUTCFullYear(year, month - 1, day);
	return shown + ((hour * 60 + minute) * 60 + second) * SECOND_MS - wholeSeconds;
}

/** Making one takes a hundred times as long as using it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
	const clock =
		clocks.get(timeZone) ??
		new Intl.DateTimeFormat('en-US', {
			timeZone,
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		});
	clocks.set(timeZone, clock);
	return clock;
}

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
function fullTime(time: string): string {
	const [digits = '', fraction] = time.replace(',', '.').split('.');
	const parts = digits.match(/\d{2}/g) ?? [];
	return parts.join(':') + (fraction === undefined ? '' : `.${fraction}`);
}
