import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../shared/input/body';
import { BodyBuilder } from '../../shared/input/body';
import type { Parameters } from '../../shared/input/parameters';
import { ValidationError } from '../../shared/input/validationError';
import { parseJsonObject } from '../../shared/input/parse/json';
import { parseBoolean, parseOneOf } from '../../shared/input/parse/text';

interface Permission {
	readonly key: string;
	readonly name: string;
	readonly description: string;
}

/**
 * The 24 keys exactly as Conscent writes them (spec: `Permissions`), `Checkout` with its capital; alphabetical by
 * name. What each one opens is not documented: the descriptions go by the names of the dashboard's pages.
 */
export const PERMISSIONS: readonly Permission[] = [
	{
		key: 'audienceSegment',
		name: 'Audience Segments',
		description: 'Groups of readers for targeting',
	},
	{ key: 'billing', name: 'Billing', description: "The publisher's own bills from Conscent" },
	{ key: 'Checkout', name: 'Checkout', description: 'The checkout pages readers pay on' },
	{
		key: 'documentation',
		name: 'Documentation',
		description: 'Integration page with API key and secret',
	},
	{ key: 'export', name: 'Export', description: 'Downloading of data' },
	{ key: 'ga4', name: 'Google Analytics 4', description: 'Connection to Google Analytics 4' },
	{ key: 'ignite', name: 'Ignite', description: "Conscent's Ignite section" },
	{ key: 'internalUser', name: 'Internal Users', description: 'Management of dashboard users' },
	{ key: 'journey', name: 'Journeys', description: 'Journeys that decide which reader sees what' },
	{ key: 'loginSetting', name: 'Login Settings', description: 'How readers sign up and log in' },
	{
		key: 'manageSubscription',
		name: 'Manage Subscriptions',
		description: 'Subscription pages and settings',
	},
	{
		key: 'manualSubscriptions',
		name: 'Manual Subscriptions',
		description: 'Subscriptions added by hand',
	},
	{
		key: 'meterBannerBuilder',
		name: 'Meter Banner Builder',
		description: 'Banners that count free articles',
	},
	{ key: 'micropayments', name: 'Micropayments', description: 'Payment per article' },
	{ key: 'newsLetterBuilder', name: 'Newsletter Builder', description: 'Newsletter sign-up forms' },
	{ key: 'notifications', name: 'Notifications', description: 'Notifications to readers' },
	{ key: 'paymentGateway', name: 'Payment Gateway', description: 'Connection to payment gateways' },
	{ key: 'payments', name: 'Payments', description: 'Payments of readers' },
	{ key: 'paywallBuilder', name: 'Paywall Builder', description: 'Making of paywalls' },
	{ key: 'pdfManager', name: 'PDF Manager', description: 'PDF editions' },
	{ key: 'popUpBuilder', name: 'Pop-Up Builder', description: 'Making of pop-ups' },
	{ key: 'subscriptionPlan', name: 'Subscription Plans', description: 'Plans and their prices' },
	{ key: 'taxation', name: 'Taxation', description: 'Tax settings' },
	{ key: 'webhooks', name: 'Webhooks', description: 'Webhook addresses and secret' },
];

const FIELD_NAME = 'Permissions';

const MODES = {
	all: { name: 'All', value: 'all', description: 'Grant every permission' },
	changes: {
		name: 'Changes Only',
		value: 'changes',
		description: "Send only those in 'Permission Changes'; all others stay as they are",
	},
	json: {
		name: 'JSON',
		value: 'json',
		description: 'A JSON object of permission keys and true or false',
	},
	none: { name: 'None', value: 'none', description: 'Grant no permission' },
	selected: {
		name: 'Selected',
		value: 'selected',
		description: 'Grant the chosen permissions and no others',
	},
	unchanged: {
		name: 'Unchanged',
		value: 'unchanged',
		description: 'Leave the permissions as they are',
	},
} as const;

type Mode = keyof typeof MODES;

const readMode = parseOneOf(Object.keys(MODES) as Mode[]);

const GRANTED: INodeProperties = {
	displayName: 'Granted Permissions',
	name: 'grantedPermissions',
	type: 'multiOptions',
	default: [],
	description: 'The pages of the dashboard the user may use. All others are refused.',
	displayOptions: { show: { permissionsMode: ['selected'] } },
	options: PERMISSIONS.map(({ key, name, description }) => ({ name, value: key, description })),
};

const CHANGES: INodeProperties = {
	displayName: 'Permission Changes',
	name: 'permissionChanges',
	type: 'collection',
	placeholder: 'Add change',
	default: {},
	description: 'The permissions to grant or to take away; each added one says which',
	displayOptions: { show: { permissionsMode: ['changes'] } },
	options: PERMISSIONS.map(({ key, name, description }) => ({
		displayName: name,
		name: key,
		type: 'options',
		options: [
			{ name: 'Grant', value: true },
			{ name: 'Revoke', value: false },
		],
		default: true,
		description: `Whether to grant or to take away: ${description}`,
	})),
};

const JSON_PERMISSIONS: INodeProperties = {
	displayName: 'Permissions (JSON)',
	name: 'permissionsJson',
	type: 'json',
	default: '{}',
	description:
		'Permission keys and true or false, e.g. {"paywallBuilder": true, "Checkout": false}',
	displayOptions: { show: { permissionsMode: ['json'] } },
};

const CHANGE_FIELDS: readonly BodyField[] = (CHANGES.options as INodeProperties[]).map(
	(property) => ({
		property,
		parse: parseGrant,
	}),
);

/** The editor saves true and false; an expression may also give the words that the editor shows. */
function parseGrant(value: unknown, field: string): boolean {
	const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
	if (word === 'grant') return true;
	if (word === 'revoke') return false;
	return parseBoolean(value, field);
}

/** The choice of a mode, and the fields of each mode. */
export function permissionProperties(modes: readonly Mode[], defaultMode: Mode): INodeProperties[] {
	return [
		{
			displayName: 'Permissions',
			name: 'permissionsMode',
			type: 'options',
			options: modes.map((mode) => ({ ...MODES[mode] })),
			default: defaultMode,
			description: 'How the permissions are chosen',
		},
		GRANTED,
		...(modes.includes('changes') ? [CHANGES] : []),
		JSON_PERMISSIONS,
	];
}

/** @returns all 24 keys, so that what the API takes for a missing one does not matter */
export function readAllPermissions(parameters: Parameters): IDataObject {
	// On create, an empty list is a choice made in the editor; what an expression does not find is none.
	const isChosen = Array.isArray(parameters.value(GRANTED.name));
	return { ...granted([]), ...readPermissions(parameters, isChosen) };
}

/** @returns the permissions to send; undefined where they are left as they are */
export function readPermissions(
	parameters: Parameters,
	mayGrantNothing = false,
): IDataObject | undefined {
	switch (readMode(parameters.choice('permissionsMode'), FIELD_NAME)) {
		case 'all':
			return granted(PERMISSIONS.map(({ key }) => key));
		case 'none':
			return granted([]);
		case 'selected':
			return granted(readGranted(parameters, mayGrantNothing));
		case 'changes':
			return readChanges(parameters);
		case 'json':
			return readJson(parameters);
		case 'unchanged':
			return undefined;
	}
}

/** What a sent object of permissions did, in the editor's words. */
export function describePermissions(permissions: IDataObject): IDataObject {
	const keys = Object.keys(permissions);
	return {
		granted: keys.filter((key) => permissions[key] === true).map(nameOf),
		revoked: keys.filter((key) => permissions[key] === false).map(nameOf),
	};
}

function nameOf(key: string): string {
	return PERMISSIONS.find((permission) => permission.key === key)?.name ?? key;
}

function granted(keys: readonly string[]): IDataObject {
	return Object.fromEntries(PERMISSIONS.map(({ key }) => [key, keys.includes(key)]));
}

function readGranted(parameters: Parameters, mayBeEmpty: boolean): string[] {
	const keys = parameters.choices(GRANTED.name, GRANTED.displayName);
	if (keys.length === 0 && !mayBeEmpty) throw nothingGranted();
	return keys.map((given) => {
		const meant = PERMISSIONS.find(({ key, name }) =>
			[key, name].some((known) => spelling(known) === spelling(given)),
		);
		if (meant) return meant.key;
		throw unknownPermission(given, GRANTED.displayName);
	});
}

function nothingGranted(): ValidationError {
	return new ValidationError(
		GRANTED.displayName,
		`'${GRANTED.displayName}' is empty`,
		`Choose at least one, check that the expression finds a value for this item, or choose None in '${FIELD_NAME}'.`,
	);
}

function readChanges(parameters: Parameters): IDataObject {
	const changes = parameters.collection(CHANGES.name, CHANGES.displayName);
	return new BodyBuilder().setFields(CHANGE_FIELDS, changes).buildUpdate(CHANGES.displayName);
}

/** Keys this package does not know pass, as Conscent may add some; a known one in another spelling does not. */
function readJson(parameters: Parameters): IDataObject {
	const field = JSON_PERMISSIONS.displayName;
	const entries = Object.entries(parseJsonObject(parameters.value(JSON_PERMISSIONS.name), field));
	if (entries.length === 0) {
		throw new ValidationError(
			field,
			`'${field}' is empty`,
			`Name at least one permission, or choose another mode in '${FIELD_NAME}'.`,
		);
	}
	for (const [key] of entries) {
		const meant = PERMISSIONS.find((known) => spelling(known.key) === spelling(key));
		if (meant && meant.key !== key) throw unknownPermission(key, field);
	}
	return Object.fromEntries(
		entries.map(([key, value]) => [key, parseBoolean(value, `${field}: ${key}`)]),
	);
}

function spelling(key: string): string {
	return key.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function unknownPermission(key: string, field: string): ValidationError {
	const meant = PERMISSIONS.find((known) => spelling(known.key) === spelling(key));
	return new ValidationError(
		field,
		`'${field}' names a permission that does not exist: '${key}'`,
		meant
			? `It is written '${meant.key}'.`
			: `The permissions are: ${PERMISSIONS.map((known) => known.key).join(', ')}.`,
	);
}
