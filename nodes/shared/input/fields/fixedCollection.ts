/** Groups of fields that are filled in together, such as an address: once, or row by row. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../body';
import type { Parse } from '../parse/text';
import { isEmpty, isPlainObject } from '../parse/text';
import { ValidationError } from '../validationError';

interface GroupTexts {
	readonly displayName: string;
	readonly name: string;
	readonly placeholder: string;
	readonly description: string;
	/** What the editor calls one group. */
	readonly groupName: string;
	readonly fields: readonly INodeProperties[];
}

/** The names under which n8n stores what is filled in. */
const ONE_GROUP = 'value';
const ROWS = 'values';

/** One group. It opens with its empty fields: n8n drops a group that was added to a collection and holds no key. */
export function fixedCollection({ groupName, fields, ...texts }: GroupTexts): INodeProperties {
	return {
		...texts,
		type: 'fixedCollection',
		default: { [ONE_GROUP]: {} },
		options: [{ displayName: groupName, name: ONE_GROUP, values: [...fields] }],
	};
}

/** Rows. Within a collection n8n adds it without any row, whatever its default says, and drops it while it has none. */
export function rowsCollection({ groupName, fields, ...texts }: GroupTexts): INodeProperties {
	return {
		...texts,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		options: [{ displayName: groupName, name: ROWS, values: [...fields] }],
	};
}

/** @returns what to do instead of setting the field named so as a whole */
type Hint = (field: string) => string;

/**
 * @param read reads the filled-in fields
 * @returns a parser whose result is undefined where nothing is filled in
 */
export function parseGroup<T>(
	read: (fields: IDataObject, field: string) => T,
	hint: Hint,
): Parse<T | undefined> {
	return (value, field) => {
		const fields = contentOf(value, ONE_GROUP, field, hint);
		if (isEmpty(fields)) return undefined;
		if (!isPlainObject(fields)) throw setAsAWhole(field, hint);
		return read(fields, field);
	};
}

/** The same for rows. */
export function parseRows<T>(
	read: (rows: IDataObject[], field: string) => T,
	hint: Hint,
): Parse<T | undefined> {
	return (value, field) => {
		const rows = contentOf(value, ROWS, field, hint);
		if (isEmpty(rows)) return undefined;
		if (!Array.isArray(rows) || !rows.every(isPlainObject)) throw setAsAWhole(field, hint);
		return rows.length === 0 ? undefined : read(rows, field);
	};
}

function contentOf(value: unknown, name: string, field: string, hint: Hint): unknown {
	if (isEmpty(value)) return undefined;
	if (!isPlainObject(value)) throw setAsAWhole(field, hint);
	return value[name];
}

function setAsAWhole(field: string, hint: Hint): ValidationError {
	return new ValidationError(field, `'${field}' cannot be set as a whole`, hint(field));
}

/** The names of fields, for a message. */
export function namesOf(fields: readonly BodyField[]): string {
	return fields.map(({ property }) => `'${property.displayName}'`).join(' and ');
}
