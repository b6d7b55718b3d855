import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../../shared/input/body';
import { BodyBuilder } from '../../../shared/input/body';
import { responseJson } from '../../../shared/output/response';
import { collection, propertiesOf, text } from '../../../shared/input/fields/bodyFields';
import type { Parameters } from '../../../shared/input/parameters';
import { path } from '../../../shared/input/path';
import { parseId } from '../../../shared/input/parse/text';
import { CALLS } from '../../apiFacts';
import { ADDITIONAL_FIELDS, setAdditionalFields } from '../../fields/additional';
import { parseChosenId, planProperty, tierProperty } from '../../fields/plan';
import { END_DATE, START_DATE, checkSpan } from '../../fields/subscription';
import { userOperation } from '../../users/userOperation';

const PLAN = planProperty('The plan that the user gets');
const TIER = tierProperty('Duration and price within the plan');

const FIELDS: readonly BodyField[] = [
	END_DATE,
	text(
		'Purchase ID',
		'purchaseId',
		'e.g. 6769b11d4440b23f3702cfdc',
		"The ID of the purchase. Conscent's pages leave open whether it is sent or returned; see the docs.",
		parseId,
	),
	START_DATE,
];

const MORE: INodeProperties = collection(
	'Subscription Fields',
	'subscriptionFields',
	'What Conscent is told about the subscription beside the required fields',
	[ADDITIONAL_FIELDS, ...propertiesOf(FIELDS)],
);

function buildBody(parameters: Parameters): IDataObject {
	const more = parameters.collection(MORE.name, MORE.displayName);
	const plan = parameters.locator(PLAN.name).value;
	const body = BodyBuilder.of(parameters)
		.reserve('userId', 'User')
		.set('subscriptionId', parseId(plan, PLAN.displayName), PLAN.displayName);
	const tier = parseChosenId(parameters.value(TIER.name), TIER.displayName);
	if (tier !== undefined) body.set('tierId', tier, TIER.displayName);
	body.setFields(FIELDS, more);
	setAdditionalFields(body, more[ADDITIONAL_FIELDS.name]);
	checkSpan(body.collected, [START_DATE, END_DATE]);
	return body.collected;
}

/** `POST /v2/client/add-subscription` (spec: `addSubscription`). */
export const add = userOperation({
	value: 'add',
	name: 'Add',
	action: 'Add subscription to user',
	description: 'Give a registered reader a new subscription to a plan',
	calls: ['addSubscription'],
	userDescription: 'The registered reader who gets the subscription',
	properties: [{ ...PLAN, required: true }, TIER, MORE],

	prepare(parameters) {
		const body = buildBody(parameters);
		return {
			request: (userId) => ({
				method: 'POST',
				path: path`/${CALLS.addSubscription.version}/client/add-subscription`,
				body: { userId, ...body },
				// A second one might give the subscription twice.
				idempotent: CALLS.addSubscription.idempotent,
			}),
			output: responseJson,
		};
	},
});
