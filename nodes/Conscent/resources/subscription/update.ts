import type { INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../../shared/input/body';
import { BodyBuilder } from '../../../shared/input/body';
import type { Operation } from '../../../shared/operation';
import { responseJson } from '../../../shared/output/response';
import type { Parameters } from '../../../shared/input/parameters';
import { path } from '../../../shared/input/path';
import { parseId } from '../../../shared/input/parse/text';
import { CALLS } from '../../apiFacts';
import { ADDITIONAL_FIELDS, setAdditionalFields } from '../../fields/additional';
import { propertiesOf, textField, textProperty } from '../../fields/property';
import { CURRENCY, END_DATE, PRICE, START_DATE } from '../../fields/subscription';
import { updateFieldsProperty } from '../../fields/updateFields';

const PURCHASE_ID: INodeProperties = textProperty({
	displayName: 'Purchase ID',
	name: 'purchaseId',
	placeholder: 'e.g. 6769b11d4440b23f3702cfdc',
	description: 'The purchase of the subscription. Get Many of Purchase and the webhooks carry it.',
});

const FIELDS: readonly BodyField[] = [
	CURRENCY,
	END_DATE,
	PRICE,
	START_DATE,
	textField({
		displayName: 'User Country',
		name: 'userCountry',
		placeholder: 'e.g. IN',
		description: "The user's country, as Conscent holds it with the purchase",
	}),
];

const UPDATE_FIELDS = updateFieldsProperty([ADDITIONAL_FIELDS, ...propertiesOf(FIELDS)]);

function readPurchaseId(parameters: Parameters): string {
	return parseId(parameters.value(PURCHASE_ID.name), PURCHASE_ID.displayName);
}

/** `PATCH /v2/client/update-subscription/{purchaseId}` (spec: `updateSubscription`). */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update subscription',
	description: 'Change dates or price of a subscription (inferred: they are sent in the body)',
	calls: ['updateSubscription'],
	properties: [{ ...PURCHASE_ID, required: true }, UPDATE_FIELDS],

	prepare(parameters) {
		const purchaseId = readPurchaseId(parameters);
		const fields = parameters.collection(UPDATE_FIELDS.name, UPDATE_FIELDS.displayName);
		const body = new BodyBuilder().setFields(FIELDS, fields);
		setAdditionalFields(body, fields[ADDITIONAL_FIELDS.name]);
		return {
			orderKey: purchaseId,
			request: {
				method: 'PATCH',
				path: path`/${CALLS.updateSubscription.version}/client/update-subscription/${purchaseId}`,
				body: body.build(UPDATE_FIELDS.displayName),
				// The same values once more change nothing.
				idempotent: CALLS.updateSubscription.idempotent,
			},
			output: responseJson,
		};
	},
};
