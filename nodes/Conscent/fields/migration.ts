import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../shared/input/body';
import { BodyBuilder } from '../../shared/input/body';
import { ValidationError } from '../../shared/input/validationError';
import type { Parse } from '../../shared/input/parse/text';
import { isEmpty, isPlainObject } from '../../shared/input/parse/text';
import { propertiesOf, textField } from './property';
import { CURRENCY, PRICE } from './subscription';

/** A migrated address has other keys than the address of a profile (spec: `MigrationAddress`). */
const LINES: readonly BodyField[] = [
	textField({
		displayName: 'Address',
		name: 'address',
		placeholder: 'e.g. 12B, Koregaon Park',
		description: 'House and street',
	}),
	textField({
		displayName: 'City',
		name: 'city',
		placeholder: 'e.g. Pune',
		description: 'City or town',
	}),
	textField({
		displayName: 'Postcode',
		name: 'postcode',
		placeholder: 'e.g. 411001',
		description: 'Postal code of the address',
	}),
	textField({
		displayName: 'State',
		name: 'state',
		placeholder: 'e.g. Maharashtra',
		description: 'State or province',
	}),
];

const parseAddress: Parse<IDataObject | undefined> = (value, field) => {
	const lines = isPlainObject(value) ? value['value'] : value;
	if (isEmpty(lines)) return undefined;
	if (!isPlainObject(lines)) {
		throw new ValidationError(
			field,
			`'${field}' cannot be set as a whole`,
			`Fill in its lines, or give 'userAddress' in 'Additional Fields (JSON)'.`,
		);
	}
	const address = new BodyBuilder().setFields(LINES, lines);
	return address.isEmpty ? undefined : address.collected;
};

export const MIGRATION_ADDRESS: BodyField = {
	property: {
		displayName: 'Address',
		name: 'userAddress',
		type: 'fixedCollection',
		default: {},
		placeholder: 'Add address',
		description: 'Where print goes. Needed for a physical plan.',
		options: [{ displayName: 'Address', name: 'value', values: propertiesOf(LINES) }],
	},
	parse: parseAddress,
};

/** What the reader subscribed to. */
export const PLAN_FIELDS: readonly BodyField[] = [
	textField({
		displayName: 'Plan Title',
		name: 'title',
		placeholder: 'e.g. Digital Yearly',
		description: 'The title of the subscription',
	}),
	PRICE,
	CURRENCY,
];

export const PLAN_TYPES: INodeProperties = {
	displayName: 'Plan Types',
	name: 'subscriptionTypes',
	type: 'multiOptions',
	options: [
		{ name: 'Digital', value: 'digital', description: 'Needs no address' },
		{ name: 'Physical', value: 'physical', description: 'Needs an address' },
	],
	default: ['digital'],
	required: true,
	description: 'What the reader gets',
};
