import { ParameterProblem } from '../../shared/problem';
import type { Parse } from '../../shared/values';
import { parseText } from '../../shared/values';

const UUID_SHAPE = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOMENT_SHAPE =
	/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/;

export const parseUuid: Parse<string> = (value, field) => {
	const id = parseText(value, field).trim();
	if (UUID_SHAPE.test(id)) return id;
	throw new ParameterProblem(
		field,
		`'${field}' is not an ID of Insighto`,
		'It must be a UUID, such as 7c9e6679-7425-40de-944b-e07fc1f90ae7.',
	);
};

/** A moment, past or future. What has a time zone is sent as it was written, all else is taken as UTC. */
export const parseMoment: Parse<string> = (value, field) => {
	const text = value instanceof Date ? dateText(value) : parseText(value, field).trim();
	const [, day, time = '00:00:00', zone = 'Z'] = MOMENT_SHAPE.exec(text) ?? [];
	const moment = `${day}T${time}${zone}`;
	if (day !== undefined && isRealDay(day) && !Number.isNaN(Date.parse(moment))) return moment;
	throw new ParameterProblem(
		field,
		`'${field}' is not a real date and time`,
		'It must be in ISO 8601 form, such as 2026-05-31T09:30:00Z.',
	);
};

function dateText(date: Date): string {
	return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

/** JavaScript reads the 31st of a short month as the 1st of the next. */
function isRealDay(day: string): boolean {
	const date = new Date(`${day}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
