import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { BodyBuilder } from '../../../shared/input/body';
import type { BodyField } from '../../../shared/input/body';
import { collection, propertiesOf } from '../../../shared/input/fields/bodyFields';
import { readOptionalId } from '../../../shared/input/fields/locators';
import { SIMPLIFY } from '../../../shared/input/fields/returned';
import type { ApiResponse, Operation, StepsTo } from '../../../shared/operation';
import type { Parameters } from '../../../shared/input/parameters';
import { path } from '../../../shared/input/path';
import {
	DEFAULT_TOGGLES,
	NULLABLE_LINES,
	REQUIRED_LINES,
	USUAL_COUNTRY,
	newAddress,
} from '../../fields/addressLines';
import { CUSTOMER_ID, orderBy } from '../../fields/ids';
import { outputOf } from '../../responses';
import { customerOf } from '../../signedInUser';

const FURTHER_LINES = [...NULLABLE_LINES, ...DEFAULT_TOGGLES];

const ADDITIONAL_FIELDS = collection(
	'Additional Fields',
	'additionalFields',
	'The lines of the address that may be left out',
	propertiesOf(FURTHER_LINES),
);

function required({ property }: BodyField): INodeProperties {
	const usual = property.name === 'country' ? { default: USUAL_COUNTRY } : {};
	return { ...property, ...usual, required: true };
}

function buildBody(parameters: Parameters): IDataObject {
	const { name, displayName } = ADDITIONAL_FIELDS;
	const body = BodyBuilder.of(parameters)
		.setRequired(REQUIRED_LINES, parameters)
		.setFields(FURTHER_LINES, parameters.collection(name, displayName));
	return newAddress(body.collected);
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
		const customer = readOptionalId(parameters, CUSTOMER_ID);
		const body = buildBody(parameters);
		const output = outputOf('address', parameters);
		return {
			orderKey: orderBy(customer),
			*steps() {
				return output(yield* createAddress(customer, body));
			},
		};
	},
};
