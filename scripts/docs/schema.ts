/** The output schema that the editor shows before a node has run, made from sample outputs. */
import type { IDataObject } from 'n8n-workflow';

interface OutputSchema {
	type: string | string[];
	properties?: Record<string, OutputSchema>;
	items?: OutputSchema;
}

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
	return typeof value;
}

function schemaOf(value: unknown): OutputSchema {
	const type = typeOf(value);
	if (Array.isArray(value)) {
		return value.length === 0 ? { type } : { type, items: value.map(schemaOf).reduce(merge) };
	}
	if (type !== 'object') return { type };
	const entries = Object.entries(value as IDataObject).map(([key, inner]) => {
		return [key, schemaOf(inner)] as const;
	});
	return { type, properties: Object.fromEntries(entries) };
}

function mergeTypes(one: OutputSchema['type'], other: OutputSchema['type']): OutputSchema['type'] {
	const types = new Set([one, other].flat());
	if (types.has('number')) types.delete('integer');
	const [first = 'object', ...more] = types;
	return more.length === 0 ? first : [first, ...more];
}

function merge(one: OutputSchema, other: OutputSchema): OutputSchema {
	const properties = { ...one.properties };
	for (const [key, schema] of Object.entries(other.properties ?? {})) {
		const known = properties[key];
		properties[key] = known ? merge(known, schema) : schema;
	}
	const items =
		one.items && other.items ? merge(one.items, other.items) : (one.items ?? other.items);
	return {
		type: mergeTypes(one.type, other.type),
		...(one.properties || other.properties ? { properties } : {}),
		...(items ? { items } : {}),
	};
}

/** One schema that all of the outputs fit. */
export function outputSchema(outputs: readonly IDataObject[]): OutputSchema & { version: number } {
	return { ...outputs.map(schemaOf).reduce(merge), version: 1 };
}
