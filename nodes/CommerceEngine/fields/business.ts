import type { IDataObject } from 'n8n-workflow';

import { BodyBuilder } from '../../shared/input/body';
import { propertiesOf, text } from '../../shared/input/fields/bodyFields';
import {
	fixedCollection,
	parseGroup,
	parseRows,
	rowsCollection,
} from '../../shared/input/fields/fixedCollection';
import { ValidationError } from '../../shared/input/validationError';
import { isEmpty, isPlainObject, parseText } from '../../shared/input/parse/text';
import { LINES, newAddress, writableAddress } from './addressLines';

const FIELDS = [
	text('Business Name', 'name', 'e.g. Rao Prints', 'The name of the business'),
	text(
		'Business Type',
		'type',
		'e.g. proprietorship',
		'The kind of business, as the store names it',
	),
];

export const BUSINESS = fixedCollection({
	displayName: 'Business',
	name: 'business',
	placeholder: 'Add business',
	description: 'The business that the user buys for. What is left empty stays as it is.',
	groupName: 'Business',
	fields: propertiesOf(FIELDS),
});

export const BUSINESS_ADDRESS = fixedCollection({
	displayName: 'Business Address',
	name: 'businessAddress',
	placeholder: 'Add address',
	description: 'The registered address of the business. What is left empty stays as it is.',
	groupName: 'Address',
	fields: propertiesOf(LINES),
});

const ENTRY = [
	text('Key', 'key', 'e.g. segment', 'What the fact is called'),
	text('Value', 'value', 'e.g. wholesale', 'What it says; it may be empty'),
];

export const BUSINESS_METADATA = rowsCollection({
	displayName: 'Business Metadata',
	name: 'businessMetadata',
	placeholder: 'Add entry',
	description: 'Further facts about the business. Entries that are not listed stay as they are.',
	groupName: 'Entry',
	fields: propertiesOf(ENTRY),
});

/** What a user changes of a business; each part may be missing. */
export interface BusinessChanges {
	readonly own?: IDataObject;
	readonly address?: IDataObject;
	readonly metadata?: IDataObject;
}

const HINT = () => 'Fill in its lines, each with an expression of its own.';

const parseOwn = parseGroup((lines) => new BodyBuilder().setFields(FIELDS, lines).filled, HINT);
const parseAddress = parseGroup((lines) => new BodyBuilder().setFields(LINES, lines).filled, HINT);
const parseMetadata = parseRows((rows, field) => {
	const body = new BodyBuilder();
	for (const row of rows) addEntry(body, row, field);
	return body.filled;
}, HINT);

/** @returns undefined where nothing of the business is filled in */
export function readBusiness(fields: IDataObject): BusinessChanges | undefined {
	const own = parseOwn(fields[BUSINESS.name], BUSINESS.displayName);
	const address = parseAddress(fields[BUSINESS_ADDRESS.name], BUSINESS_ADDRESS.displayName);
	const metadata = parseMetadata(fields[BUSINESS_METADATA.name], BUSINESS_METADATA.displayName);
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

function addEntry(body: BodyBuilder, { key, value }: IDataObject, field: string): BodyBuilder {
	if (isEmpty(key)) return body;
	return body.set(parseText(key, `${field}: Key`), parseText(value ?? '', field), field);
}
