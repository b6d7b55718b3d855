import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Parameters } from './parameters';
import { ValidationError, emptyField } from './validationError';
import type { ParseInZone } from './parse/text';
import { isEmpty, assertSendableKey } from './parse/text';

type JsonValue = IDataObject[string];

/** A field of the editor and the key of the request body that it empties. */
export interface ClearableField {
	/** Its name is also the body's key, unless `key` says otherwise. */
	readonly property: INodeProperties;
	readonly key?: string;
	/** What the API takes as "no value". A field without it cannot be cleared. */
	readonly emptyValue?: null | [];
}

/** A field of the editor and the key of the request body that it fills. */
export interface BodyField extends ClearableField {
	/** @returns undefined where a filled-in form amounts to nothing, e.g. an address without any line */
	readonly parse: ParseInZone<JsonValue | undefined>;
}

export function keyOf(field: ClearableField): string {
	return field.key ?? field.property.name;
}

/**
 * Collects a request body in which each key has one of three states: untouched (absent), set, or cleared.
 * Nothing is dropped for being falsy, and no key can be given twice.
 */
export class BodyBuilder {
	private readonly body: IDataObject = {};
	private readonly givenBy = new Map<string, string>();

	/** @param timezone the workflow's, in which fields of dates are taken */
	constructor(private readonly timezone = 'UTC') {}

	/** A body for fields of dates, too. */
	static of({ timezone }: Parameters): BodyBuilder {
		return new BodyBuilder(timezone);
	}

	/** Keeps a key for a value that is only known later; no field may give it. */
	reserve(key: string, field: string): this {
		this.givenBy.set(key, field);
		return this;
	}

	/** @throws ValidationError when another field already gave the key, or no object can hold it */
	set(key: string, value: JsonValue, field: string): this {
		assertSendableKey(key, field);
		const other = this.givenBy.get(key);
		if (other !== undefined) {
			throw new ValidationError(
				field,
				`'${key}' is given twice: by '${other}' and by '${field}'`,
				'Keep one of the two: only one value can be sent.',
			);
		}
		this.givenBy.set(key, field);
		this.body[key] = value;
		return this;
	}

	/** Sets what the collection holds; a field that was not added, or whose expression gave nothing, stays untouched. */
	setFields(fields: readonly BodyField[], values: IDataObject): this {
		for (const field of fields) {
			const value = values[field.property.name];
			if (isEmpty(value)) continue;
			const parsed = field.parse(value, field.property.displayName, this.timezone);
			if (parsed !== undefined) this.set(keyOf(field), parsed, field.property.displayName);
		}
		return this;
	}

	/**
	 * Sets required fields, which stand in the editor by themselves, outside of any collection.
	 *
	 * @throws ValidationError for one that is empty or whose expression gave nothing
	 */
	setRequired(fields: readonly BodyField[], parameters: Parameters): this {
		const values = valuesOf(fields, parameters);
		const empty = fields.find(({ property }) => isEmpty(values[property.name]));
		if (empty) throw emptyField(empty.property.displayName);
		return this.setFields(fields, values);
	}

	/** Adds each key of an object that the user wrote as JSON. */
	setAll(values: IDataObject, field: string): this {
		for (const [key, value] of Object.entries(values)) {
			if (value !== undefined) this.set(key, value, field);
		}
		return this;
	}

	/** Gives the named fields the API's empty value. */
	clear(fields: readonly ClearableField[], names: readonly string[], field: string): this {
		const cleared = new Set(names.map((name) => this.fieldToClear(fields, name, field)));
		for (const each of cleared) this.set(keyOf(each), each.emptyValue ?? null, field);
		return this;
	}

	/** @throws ValidationError for what is no field, or one that cannot be cleared */
	private fieldToClear(
		fields: readonly ClearableField[],
		name: string,
		field: string,
	): ClearableField {
		const found = fields.find(({ property }) => isCalled(property, name));
		if (found?.emptyValue !== undefined) return found;
		throw new ValidationError(
			field,
			`'${field}' cannot clear '${name}'`,
			'Choose fields from the list.',
		);
	}

	get isEmpty(): boolean {
		return Object.keys(this.body).length === 0;
	}

	/** What was collected, even if it is nothing. */
	get collected(): IDataObject {
		return this.body;
	}

	/** What was collected; undefined where it is nothing. */
	get filled(): IDataObject | undefined {
		return this.isEmpty ? undefined : this.body;
	}

	/** @throws ValidationError for an update without changes, which the API would take for a success */
	buildUpdate(field: string): IDataObject {
		if (this.isEmpty) {
			throw new ValidationError(
				field,
				`Nothing to update: no field of '${field}' has a value`,
				`Add a field to '${field}', or check that the expressions in it find values for this item.`,
			);
		}
		return this.body;
	}
}

/** Whether it is the saved name of a field, or its label as a person or a model writes it. */
function isCalled({ name, displayName }: INodeProperties, given: string): boolean {
	return name === given || displayName.toLowerCase() === given.trim().toLowerCase();
}

/** The values of fields that stand in the editor by themselves. */
export function valuesOf(fields: readonly BodyField[], parameters: Parameters): IDataObject {
	// Whatever an expression gives: each field's own parser checks it.
	return Object.fromEntries(
		fields.map(({ property: { name } }) => [name, parameters.value(name)]),
	) as IDataObject;
}
