import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../../shared/input/body';
import { BodyBuilder } from '../../../shared/input/body';
import type { Operation } from '../../../shared/operation';
import { responseJson } from '../../../shared/output/response';
import type { Parameters } from '../../../shared/input/parameters';
import { path } from '../../../shared/input/path';
import { ValidationError } from '../../../shared/input/validationError';
import { isEmpty, parseEmail, parseText } from '../../../shared/input/parse/text';
import { CALLS } from '../../apiFacts';
import { ADDITIONAL_FIELDS, setAdditionalFields } from '../../fields/additional';
import { parseCountry } from '../../fields/codes';
import { MIGRATION_ADDRESS, PLAN_FIELDS, PLAN_TYPES } from '../../fields/migration';
import { parsePhone } from '../../users/phone';
import { momentField, propertiesOf, textField } from '../../fields/property';
import { readRequiredFields } from '../../fields/required';

const EMAIL = textField(
	{
		displayName: 'Email',
		name: 'userPrimaryEmail',
		placeholder: 'e.g. asha@example.com',
		description: "The reader's email address. It or the phone number is needed.",
	},
	parseEmail,
);

const PHONE = textField(
	{
		displayName: 'Phone',
		name: 'userPrimaryPhone',
		placeholder: 'e.g. 9876543210',
		description: "The reader's phone number. It or the email address is needed.",
	},
	parsePhone,
);

/** Visible at once: what the API requires. */
const REQUIRED: readonly BodyField[] = [
	momentField({
		displayName: 'Purchase Date',
		name: 'purchaseDate',
		description: 'When the reader bought the subscription. Without a time zone it is taken as UTC.',
	}),
	momentField({
		displayName: 'Expiry Date',
		name: 'expiryDate',
		description: 'When the subscription ends. Without a time zone it is taken as UTC.',
	}),
	textField(
		{
			displayName: 'Country',
			name: 'country',
			placeholder: 'e.g. IN',
			description: "The reader's country, as its ISO 3166-1 code of two letters",
		},
		parseCountry,
	),
];

const OPTIONAL: readonly BodyField[] = [
	MIGRATION_ADDRESS,
	textField({
		displayName: 'Client User ID',
		name: 'clientUserId',
		placeholder: 'e.g. reader-1001',
		description: "The reader's ID in the system the subscription comes from",
	}),
	textField(
		{
			displayName: 'Secondary Email',
			name: 'userSecondaryEmail',
			placeholder: 'e.g. asha.rao@example.com',
			description: 'A further email address of the reader',
		},
		parseEmail,
	),
	textField(
		{
			displayName: 'Secondary Phone',
			name: 'userSecondaryPhone',
			placeholder: 'e.g. 9876543211',
			description: 'A further phone number of the reader',
		},
		parsePhone,
	),
	textField({
		displayName: 'User Name',
		name: 'userName',
		placeholder: 'e.g. Asha Rao',
		description: "The reader's name",
	}),
];

/** Sent together as `utmParameters`. */
const UTM: readonly BodyField[] = [
	textField({
		displayName: 'UTM Medium',
		name: 'utm_medium',
		placeholder: 'e.g. email',
		description: 'The medium through which the reader came',
	}),
	textField({
		displayName: 'UTM Source',
		name: 'utm_source',
		placeholder: 'e.g. newsletter',
		description: 'The source from which the reader came',
	}),
];

const MORE: INodeProperties = {
	displayName: 'Migration Fields',
	name: 'migrationFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	description: 'What Conscent is told about the subscription beside the required fields',
	options: [ADDITIONAL_FIELDS, ...propertiesOf(OPTIONAL, UTM)],
};

function readContact(parameters: Parameters): IDataObject {
	const values = {
		userPrimaryEmail: parameters.value('userPrimaryEmail') as string,
		userPrimaryPhone: parameters.value('userPrimaryPhone') as string,
	};
	const contact = new BodyBuilder().setFields([EMAIL, PHONE], values);
	if (!contact.isEmpty) return contact.collected;
	throw new ValidationError(
		'Email',
		"'Email' and 'Phone' are both empty",
		"Give 'Email' or 'Phone': a subscription is migrated to whoever has it.",
	);
}

function readPlanTypes(parameters: Parameters): string[] {
	const types = parameters.choices(PLAN_TYPES.name, PLAN_TYPES.displayName);
	if (types.length > 0) return types;
	throw new ValidationError(
		PLAN_TYPES.displayName,
		`'${PLAN_TYPES.displayName}' is empty`,
		'Choose at least one.',
	);
}

function readPlan(parameters: Parameters, types: readonly string[]): IDataObject {
	const { price, currency, ...plan } = readRequiredFields(parameters, PLAN_FIELDS).collected;
	const internalId = parameters.value('internalSubscriptionId');
	return {
		...plan,
		priceDetails: { price, currency },
		subscriptionType: { physical: types.includes('physical'), digital: types.includes('digital') },
		...(isEmpty(internalId)
			? {}
			: { internalSubscriptionId: parseText(internalId, 'Internal Subscription ID') }),
	};
}

function buildBody(parameters: Parameters, contact: IDataObject): IDataObject {
	const more = parameters.collection(MORE.name, MORE.displayName);
	const utm = new BodyBuilder().setFields(UTM, more);
	const types = readPlanTypes(parameters);
	const body = new BodyBuilder()
		.setAll(contact, 'Email')
		.setAll(readRequiredFields(parameters, REQUIRED).collected, 'Country')
		.set('subscriptionDetails', readPlan(parameters, types), 'Plan Title')
		.setFields(OPTIONAL, more);
	if (!utm.isEmpty) body.set('utmParameters', utm.collected, 'UTM Source');
	setAdditionalFields(body, more[ADDITIONAL_FIELDS.name]);
	checkAddress(types, body.collected);
	return body.build('Email');
}

function checkAddress(types: readonly string[], { userAddress }: IDataObject): void {
	if (!types.includes('physical') || userAddress !== undefined) return;
	throw new ValidationError(
		'Address',
		"'Address' is needed for a physical plan",
		`Add 'Address' to '${MORE.displayName}'.`,
	);
}

/** `POST /v1/subscription/migrate` (spec: `migrateSubscription`). */
export const migrate: Operation = {
	value: 'migrate',
	name: 'Migrate',
	action: 'Migrate subscription',
	description: 'Bring in a subscription that a reader bought in another system',
	calls: ['migrateSubscription'],
	properties: [
		EMAIL.property,
		PHONE.property,
		...REQUIRED.map(({ property }) => ({ ...property, required: true })),
		...PLAN_FIELDS.map(({ property }) => ({ ...property, required: true })),
		PLAN_TYPES,
		{
			displayName: 'Internal Subscription ID',
			name: 'internalSubscriptionId',
			type: 'string',
			default: '',
			placeholder: 'e.g. plan-42',
			description: "The plan's ID in the system the subscription comes from",
		},
		MORE,
	],

	prepare(parameters) {
		const contact = readContact(parameters);
		const body = buildBody(parameters, contact);
		return {
			orderKey: String(contact['userPrimaryEmail'] ?? contact['userPrimaryPhone']).toLowerCase(),
			request: {
				method: 'POST',
				path: path`/${CALLS.migrateSubscription.version}/subscription/migrate`,
				body,
				// A second one might migrate the subscription twice.
				idempotent: CALLS.migrateSubscription.idempotent,
			},
			output: responseJson,
		};
	},
};
