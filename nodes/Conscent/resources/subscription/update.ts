import type { INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../../shared/input/body';
import { BodyBuilder } from '../../../shared/input/body';
import { propertiesOf, text } from '../../../shared/input/fields/bodyFields';
import {
	UPDATE_FIELDS,
	readUpdateFields,
	updateFields,
} from '../../../shared/input/fields/updateFields';
import type { Operation } from '../../../shared/operation';
import { responseJson } from '../../../shared/output/response';
import type { Parameters } from '../../../shared/input/parameters';
import { path } from '../../../shared/input/path';
import { parseId } from '../../../shared/input/parse/text';
import { CALLS } from '../../apiFacts';
import { ADDITIONAL_FIELDS, setAdditionalFields } from '../../fields/additional';
import { parseCountry } from '../../fields/codes';
import { CURRENCY, END_DATE, PRICE, START_DATE, checkSpan } from '../../fields/subscription';

const PURCHASE_ID: INodeProperties = text(
	'Purchase ID',
	'purchaseId',
	'e.g. 6769b11d4440b23f3702cfdc',
	'The purchase of the subscription. Get Many of Purchase and the webhooks carry it.',
).property;

const FIELDS: readonly BodyField[] = [
	CURRENCY,
	END_DATE,
	PRICE,
	START_DATE,
	text(
		'User Country',
		'userCountry',
		'e.g. IN',
		"The user's country, as Conscent holds it with the purchase: its name or its code of two letters; the code is sent",
		parseCountry,
	),
];

function readPurchaseId(parameters: Parameters): string {
	return parseId(parameters.value(PURCHASE_ID.name), PURCHASE_ID.displayName);
}

/** `PATCH /v2/client/update-subscription/{purchaseId}` (spec: `updateSubscription`). */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update subscription of user',
	description:
		"Change the dates, the price or the currency of one subscription, which is named by its purchase ID. Conscent's pages leave open how these are sent; see the docs.",
	calls: ['updateSubscription'],
	properties: [
		{ ...PURCHASE_ID, required: true },
		updateFields([ADDITIONAL_FIELDS, ...propertiesOf(FIELDS)]),
	],

	prepare(parameters) {
		const purchaseId = readPurchaseId(parameters);
		const fields = readUpdateFields(parameters);
		const body = BodyBuilder.of(parameters).setFields(FIELDS, fields);
		setAdditionalFields(body, fields[ADDITIONAL_FIELDS.name]);
		checkSpan(body.collected, [START_DATE, END_DATE]);
		return {
			orderKey: purchaseId,
			request: {
				method: 'PATCH',
				path: path`/${CALLS.updateSubscription.version}/client/update-subscription/${purchaseId}`,
				body: body.buildUpdate(UPDATE_FIELDS),
				// The same values once more change nothing.
				idempotent: CALLS.updateSubscription.idempotent,
			},
			output: responseJson,
		};
	},
};
