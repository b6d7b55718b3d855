import { isFieldName } from '../shared/problemLines';
import type { ApiProblem } from '../shared/service';
import { isPlainObject } from '../shared/values';

/** FastAPI begins each place with where in the request it is; what users know is the rest. */
const REQUEST_PARTS = new Set(['body', 'path', 'query']);

interface Line {
	readonly text: string;
	readonly field: string | undefined;
}

/**
 * Reads FastAPI's `detail`: a text, or one line for each field. Inferred from the framework
 * (spec/insighto.openapi.yaml, `Error`); an answer without it is read for a `message`.
 */
export function readProblem(body: unknown): ApiProblem {
	if (typeof body === 'string') return problemOf([{ text: body.trim(), field: undefined }]);
	if (!isPlainObject(body)) return {};
	const { detail, message } = body;
	const lines = (Array.isArray(detail) ? detail : [detail ?? message]).map(readLine);
	return problemOf(lines.filter((line) => line !== undefined));
}

function readLine(entry: unknown): Line | undefined {
	if (typeof entry === 'string') return { text: entry, field: undefined };
	if (!isPlainObject(entry) || typeof entry['msg'] !== 'string') return undefined;
	const field = fieldOf(entry['loc']);
	return { text: field === undefined ? entry['msg'] : `${field}: ${entry['msg']}`, field };
}

function fieldOf(place: unknown): string | undefined {
	if (!Array.isArray(place)) return undefined;
	const [part, ...rest] = place.map(String);
	const names = part !== undefined && REQUEST_PARTS.has(part) ? rest : place.map(String);
	return names.length === 0 ? undefined : names.join('.');
}

function problemOf(lines: readonly Line[]): ApiProblem {
	const text = lines
		.map((line) => line.text)
		.filter((each) => each !== '')
		.join('; ');
	const field = lines.map((line) => line.field).find(isFieldName);
	return {
		...(text === '' ? {} : { text }),
		...(field === undefined ? {} : { field }),
	};
}
