import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { BodyBuilder, keyOf } from '../../../shared/input/body';
import type { BodyField } from '../../../shared/input/body';
import type { ApiResponse, Operation, StepsTo } from '../../../shared/operation';
import type { Parameters } from '../../../shared/input/parameters';
import { path } from '../../../shared/input/path';
import { ValidationError } from '../../../shared/input/validationError';
import { isEmpty } from '../../../shared/input/parse/text';
import {
	DEFAULT_TOGGLES,
	NULLABLE_LINES,
	REQUIRED_LINES,
	USUAL_COUNTRY,
	byName,
	newAddress,
} from '../../fields/addressLines';
import { CUSTOMER_ID, orderBy, readCustomerId } from '../../fields/ids';
import { SIMPLIFY, recordOutput } from '../../fields/simplify';
import { customerOf } from './customer';

const FURTHER_LINES = byName([...NULLABLE_LINES, ...DEFAULT_TOGGLES]);

const ADDITIONAL_FIELDS: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	description: 'The lines of the address that may be left out',
	options: FURTHER_LINES.map(({ property }) => property),
};

function required({ property }: BodyField): INodeProperties {
	const usual = property.name === 'country' ? { default: USUAL_COUNTRY } : {};
	return { ...property, ...usual, required: true };
}

function buildBody(parameters: Parameters): IDataObject {
	const body = new BodyBuilder();
	for (const field of REQUIRED_LINES) {
		const { name, displayName } = field.property;
		const value = parameters.value(name);
		if (isEmpty(value)) throw emptyField(displayName);
		body.set(keyOf(field), field.parse(value, displayName) ?? null, displayName);
	}
	const { name, displayName } = ADDITIONAL_FIELDS;
	body.setFields(FURTHER_LINES, parameters.collection(name, displayName));
	return newAddress(body.build('Address Line 1'));
}

function emptyField(field: string): ValidationError {
	return new ValidationError(
		field,
		`'${field}' is empty`,
		`Check that the expression in '${field}' finds a value for this item.`,
	);
}

function* createAddress(customer: string | undefined, body: IDataObject): StepsTo<ApiResponse> {
	const customerId = yield* customerOf(customer);
	return yield {
		method: 'POST',
		path: path`/customers/${customerId}/addresses`,
		body,
		// A second one would leave the address there twice.
		idempotent: false,
	};
}

/** `POST /customers/{customer_id}/addresses` (spec: `createAddress`). */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create address',
	description: 'Add an address to a customer',
	calls: ['getUser', 'createAddress'],
	properties: [CUSTOMER_ID, ...REQUIRED_LINES.map(required), ADDITIONAL_FIELDS, SIMPLIFY],

	prepare(parameters) {
		const customer = readCustomerId(parameters);
		const body = buildBody(parameters);
		const output = recordOutput(parameters, 'address');
		return {
			orderKey: orderBy(customer),
			*steps() {
				return output(yield* createAddress(customer, body));
			},
		};
	},
};
