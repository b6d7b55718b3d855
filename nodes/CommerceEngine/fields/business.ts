import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { BodyBuilder } from '../../shared/input/body';
import { ValidationError } from '../../shared/input/validationError';
import { isEmpty, isPlainObject, parseText } from '../../shared/input/parse/text';
import { LINES, newAddress, writableAddress } from './addressLines';
import { text } from './text';

const FIELDS = [
	text('Business Name', 'name', 'e.g. Rao Prints', 'The name of the business'),
	text(
		'Business Type',
		'type',
		'e.g. proprietorship',
		'The kind of business, as the store names it',
	),
];

export const BUSINESS: INodeProperties = {
	displayName: 'Business',
	name: 'business',
	type: 'fixedCollection',
	default: {},
	placeholder: 'Add business',
	description: 'The business that the user buys for. What is left empty stays as it is.',
	options: [
		{ displayName: 'Business', name: 'value', values: FIELDS.map(({ property }) => property) },
	],
};

export const BUSINESS_ADDRESS: INodeProperties = {
	displayName: 'Business Address',
	name: 'businessAddress',
	type: 'fixedCollection',
	default: {},
	placeholder: 'Add address',
	description: 'The registered address of the business. What is left empty stays as it is.',
	options: [
		{ displayName: 'Address', name: 'value', values: LINES.map(({ property }) => property) },
	],
};

export const BUSINESS_METADATA: INodeProperties = {
	displayName: 'Business Metadata',
	name: 'businessMetadata',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: {},
	placeholder: 'Add entry',
	description: 'Further facts about the business. Entries that are not listed stay as they are.',
	options: [
		{
			displayName: 'Entry',
			name: 'values',
			values: [
				{
					displayName: 'Key',
					name: 'key',
					type: 'string',
					default: '',
					placeholder: 'e.g. segment',
					description: 'What the fact is called',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. wholesale',
					description: 'What it says; it may be empty',
				},
			],
		},
	],
};

/** What a user changes of a business; each part may be missing. */
export interface BusinessChanges {
	readonly own?: IDataObject;
	readonly address?: IDataObject;
	readonly metadata?: IDataObject;
}

/** @returns undefined where nothing of the business is filled in */
export function readBusiness(fields: IDataObject): BusinessChanges | undefined {
	const own = readLines(fields[BUSINESS.name], FIELDS, BUSINESS.displayName);
	const address = readLines(fields[BUSINESS_ADDRESS.name], LINES, BUSINESS_ADDRESS.displayName);
	const metadata = readMetadata(fields[BUSINESS_METADATA.name]);
	const changes = {
		...(own ? { own } : {}),
		...(address ? { address } : {}),
		...(metadata ? { metadata } : {}),
	};
	return Object.keys(changes).length === 0 ? undefined : changes;
}

/** The stored business with the changes laid over it; a business or an address that is new gets what it must have. */
export function mergeBusiness(stored: unknown, changes: BusinessChanges): IDataObject {
	const before = isPlainObject(stored) ? stored : {};
	const { own = {}, address, metadata } = changes;
	const merged = { ...before, ...own };
	if (isEmpty(merged['name']) || isEmpty(merged['type'])) {
		throw new ValidationError(
			BUSINESS.displayName,
			'A new business needs a name and a type',
			`Give both in '${BUSINESS.displayName}'.`,
		);
	}
	if (metadata) merged['metadata'] = { ...objectIn(before['metadata']), ...metadata };
	if (address) merged['registered_address'] = mergeAddress(before['registered_address'], address);
	return merged;
}

/** A business as it can be sent again. */
export function writableBusiness(business: IDataObject): IDataObject {
	const { registered_address: address } = business;
	return isPlainObject(address)
		? { ...business, registered_address: writableAddress(address) }
		: business;
}

function mergeAddress(stored: unknown, lines: IDataObject): IDataObject {
	return isPlainObject(stored) ? { ...stored, ...lines } : newAddress(lines);
}

function objectIn(value: unknown): IDataObject {
	return isPlainObject(value) ? value : {};
}

function readLines(
	value: unknown,
	fields: typeof LINES,
	displayName: string,
): IDataObject | undefined {
	const lines = groupIn(value, 'value', displayName);
	if (isEmpty(lines)) return undefined;
	if (!isPlainObject(lines)) throw notFilledIn(displayName);
	const body = new BodyBuilder().setFields(fields, lines);
	return body.isEmpty ? undefined : body.build(displayName);
}

function readMetadata(value: unknown): IDataObject | undefined {
	const rows = groupIn(value, 'values', BUSINESS_METADATA.displayName);
	if (isEmpty(rows)) return undefined;
	if (!Array.isArray(rows) || !rows.every(isPlainObject)) {
		throw notFilledIn(BUSINESS_METADATA.displayName);
	}
	const body = new BodyBuilder();
	for (const row of rows) addEntry(body, row);
	return body.isEmpty ? undefined : body.build(BUSINESS_METADATA.displayName);
}

function addEntry(body: BodyBuilder, { key, value }: IDataObject): void {
	const { displayName } = BUSINESS_METADATA;
	if (isEmpty(key)) return;
	body.set(parseText(key, `${displayName}: Key`), parseText(value ?? '', displayName), displayName);
}

/** n8n stores what a fixed collection holds under its group's name. */
function groupIn(value: unknown, group: string, displayName: string): unknown {
	if (isEmpty(value)) return undefined;
	if (!isPlainObject(value)) throw notFilledIn(displayName);
	return value[group];
}

function notFilledIn(displayName: string): ValidationError {
	return new ValidationError(
		displayName,
		`'${displayName}' cannot be set as a whole`,
		'Fill in its lines, each with an expression of its own.',
	);
}
