import type { BodyField } from '../../shared/input/body';
import { collection, moment, text, toggle } from '../../shared/input/fields/bodyFields';
import type { Parse } from '../../shared/input/parse/text';
import { parseTrimmed } from '../../shared/input/parse/text';
import { ValidationError } from '../../shared/input/validationError';

const UUID_SHAPE = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const parseUuid: Parse<string> = (value, field) => {
	const uuid = parseTrimmed(value, field);
	if (UUID_SHAPE.test(uuid)) return uuid;
	throw new ValidationError(
		field,
		`'${field}' is not an ID of Insighto`,
		'It must be a UUID, such as 7c9e6679-7425-40de-944b-e07fc1f90ae7.',
	);
};

function id(displayName: string, name: string, description: string): BodyField {
	return text(
		displayName,
		name,
		'e.g. 7c9e6679-7425-40de-944b-e07fc1f90ae7',
		description,
		parseUuid,
	);
}

/**
 * What an agency decides about its users (spec: `UserUpdate`). Which keys may set which of these is unknown, and a
 * wrong value can lock a user out or change what they are billed. None can be cleared: what clears one is unknown.
 */
export const ADMINISTRATION_FIELDS: readonly BodyField[] = [
	id('Active Billing Plan ID', 'active_billing_plan_id', 'The plan the user is on now'),
	moment('Billing Updated At', 'billing_updated_at', 'When the billing was last changed'),
	toggle('Is Active', 'is_active', 'Whether the user may sign in'),
	toggle('Is Enterprise', 'is_enterprise', 'Whether the user counts as an enterprise customer'),
	toggle('Is Paying', 'is_paying', 'Whether the user pays for their plan'),
	toggle('Is Superuser', 'is_superuser', 'Whether the user may do everything'),
	toggle('Is Trial', 'is_trial', 'Whether the user is in a trial'),
	moment('Last Credits Refresh', 'last_credits_refresh', 'When the credits were last filled up'),
	id('Next Billing Plan ID', 'next_billing_plan_id', 'The plan that follows the present one'),
	moment('Next Credits Refresh', 'next_credits_refresh', 'When the credits are filled up next'),
	id('Role ID', 'role_id', "The role that decides the user's rights"),
	text(
		'Stripe Customer ID',
		'stripe_customer_id',
		'e.g. cus_NffrFeUfNV2Hib',
		"Stripe's ID of the customer",
	),
	toggle(
		'Stripe Has Payment Method',
		'stripe_has_payment_method',
		'Whether Stripe holds a way to charge the user',
	),
	moment('Stripe Last Payment Date', 'stripe_last_payment_date', 'When the user last paid'),
	text(
		'Stripe Subscription ID',
		'stripe_subscription_id',
		'e.g. sub_1MowQVLkdIwHu7ixeRlqHVzs',
		"Stripe's ID of the subscription",
	),
	text(
		'Stripe Subscription Status',
		'stripe_subscription_status',
		'e.g. active',
		"The subscription's status, as Stripe names it",
	),
	toggle('Used Trial', 'used_trial', 'Whether the user has had their trial'),
];

export const ADMINISTRATION = collection(
	'Administrative and Billing Fields',
	'administrativeFields',
	"Rights, plan, Stripe and credits: for agencies that bill their users themselves. Wrong values can lock a user out or change what they pay, and Insighto may refuse them to the key's role.",
	ADMINISTRATION_FIELDS.map(({ property }) => property),
);
