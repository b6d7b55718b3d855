import type { IDataObject } from 'n8n-workflow';

import type { BodyField } from '../../../shared/input/body';
import { BodyBuilder, keyOf, valuesOf } from '../../../shared/input/body';
import { collection, moment, propertiesOf, text } from '../../../shared/input/fields/bodyFields';
import type { Operation } from '../../../shared/operation';
import { responseJson } from '../../../shared/output/response';
import type { Parameters } from '../../../shared/input/parameters';
import { path } from '../../../shared/input/path';
import { ValidationError } from '../../../shared/input/validationError';
import { parseEmail, parseOneOf } from '../../../shared/input/parse/text';
import { CALLS } from '../../apiFacts';
import { ADDITIONAL_FIELDS, setAdditionalFields } from '../../fields/additional';
import { parseCountry } from '../../fields/codes';
import { MIGRATION_ADDRESS, PLAN_FIELDS, PLAN_TYPES, PRICE_FIELDS } from '../../fields/migration';
import { checkSpan } from '../../fields/subscription';
import { parsePhone } from '../../users/phone';

const EMAIL = text(
	'Email',
	'userPrimaryEmail',
	'e.g. asha@example.com',
	"The reader's email address. It or the phone number is needed.",
	parseEmail,
);

const PHONE = text(
	'Phone',
	'userPrimaryPhone',
	'e.g. 9876543210',
	"The reader's phone number. It or the email address is needed.",
	parsePhone,
);

const PURCHASE_DATE = moment(
	'Purchase Date',
	'purchaseDate',
	'When the reader bought the subscription',
);

const EXPIRY_DATE = moment('Expiry Date', 'expiryDate', 'When the subscription ends');

/** Visible at once: what the API requires. */
const REQUIRED: readonly BodyField[] = [
	PURCHASE_DATE,
	EXPIRY_DATE,
	text(
		'Country',
		'country',
		'e.g. IN',
		"The reader's country: its name, or its ISO 3166-1 code of two letters",
		parseCountry,
	),
];

const OPTIONAL: readonly BodyField[] = [
	MIGRATION_ADDRESS,
	text(
		'Client User ID',
		'clientUserId',
		'e.g. reader-1001',
		"The reader's ID in the system the subscription comes from",
	),
	text(
		'Secondary Email',
		'userSecondaryEmail',
		'e.g. asha.rao@example.com',
		'A further email address of the reader',
		parseEmail,
	),
	text(
		'Secondary Phone',
		'userSecondaryPhone',
		'e.g. 9876543211',
		'A further phone number of the reader',
		parsePhone,
	),
	text('User Name', 'userName', 'e.g. Asha Rao', "The reader's name"),
];

/** Sent together as `utmParameters`. */
const UTM: readonly BodyField[] = [
	text('UTM Medium', 'utm_medium', 'e.g. email', 'The medium through which the reader came'),
	text('UTM Source', 'utm_source', 'e.g. newsletter', 'The source from which the reader came'),
];

const MORE = collection(
	'Migration Fields',
	'migrationFields',
	'What Conscent is told about the subscription beside the required fields',
	[ADDITIONAL_FIELDS, ...propertiesOf(OPTIONAL, PLAN_FIELDS, PRICE_FIELDS, UTM)],
);

function readContact(parameters: Parameters): IDataObject {
	const fields = [EMAIL, PHONE];
	const contact = BodyBuilder.of(parameters).setFields(fields, valuesOf(fields, parameters));
	if (!contact.isEmpty) return contact.collected;
	throw new ValidationError(
		'Email',
		"'Email' and 'Phone' are both empty",
		"Give 'Email' or 'Phone': a subscription is migrated to whoever has it.",
	);
}

const parsePlanType = parseOneOf(['digital', 'physical']);

function readPlanTypes(parameters: Parameters): string[] {
	const types = parameters
		.choices(PLAN_TYPES.name, PLAN_TYPES.displayName)
		.map((type) => parsePlanType(type, PLAN_TYPES.displayName));
	if (types.length > 0) return types;
	throw new ValidationError(
		PLAN_TYPES.displayName,
		`'${PLAN_TYPES.displayName}' is empty`,
		'Choose at least one.',
	);
}

/** @throws ValidationError for a price without its currency, or a currency without a price */
function readPrice(parameters: Parameters, more: IDataObject): IDataObject | undefined {
	const price = BodyBuilder.of(parameters).setFields(PRICE_FIELDS, more).collected;
	const missing = PRICE_FIELDS.filter((field) => price[keyOf(field)] === undefined);
	if (missing.length === PRICE_FIELDS.length) return undefined;
	if (missing.length === 0) return price;
	const [name] = missing.map(({ property }) => property.displayName);
	throw new ValidationError(
		String(name),
		`'${name}' is empty`,
		`Add it to '${MORE.displayName}': a price needs its currency, and a currency its price.`,
	);
}

function readPlan(
	parameters: Parameters,
	more: IDataObject,
	types: readonly string[],
): IDataObject {
	const price = readPrice(parameters, more);
	return {
		...BodyBuilder.of(parameters).setFields(PLAN_FIELDS, more).collected,
		...(price === undefined ? {} : { priceDetails: price }),
		subscriptionType: { physical: types.includes('physical'), digital: types.includes('digital') },
	};
}

function buildBody(parameters: Parameters, contact: IDataObject): IDataObject {
	const more = parameters.collection(MORE.name, MORE.displayName);
	const utm = BodyBuilder.of(parameters).setFields(UTM, more);
	const types = readPlanTypes(parameters);
	const body = BodyBuilder.of(parameters)
		.setAll(contact, 'Email')
		.setRequired(REQUIRED, parameters)
		.set('subscriptionDetails', readPlan(parameters, more, types), PLAN_TYPES.displayName)
		.setFields(OPTIONAL, more);
	if (!utm.isEmpty) body.set('utmParameters', utm.collected, 'UTM Source');
	setAdditionalFields(body, more[ADDITIONAL_FIELDS.name]);
	checkAddress(types, body.collected);
	checkSpan(body.collected, [PURCHASE_DATE, EXPIRY_DATE]);
	return body.collected;
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
	action: 'Migrate subscription from another system',
	description: 'Add a subscription that a reader bought in another system',
	calls: ['migrateSubscription'],
	properties: [
		{ ...EMAIL.property, hint: 'This or the phone number' },
		{ ...PHONE.property, hint: 'This or the email address' },
		...REQUIRED.map(({ property }) => ({ ...property, required: true })),
		PLAN_TYPES,
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
