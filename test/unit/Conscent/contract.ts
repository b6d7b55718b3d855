/**
 * The names that users' workflows save, as the design tells them: changing one breaks those workflows.
 * A field of the node is written as its name, a group of fields as an object.
 */
export type Names = ReadonlyArray<string | { readonly [group: string]: Names }>;

const ADDRESS = [
	'name',
	'apartment',
	'area',
	'landmark',
	'city',
	'state',
	'pincode',
	'country',
	'addressId',
];

export const PERMISSION_KEYS = [
	'ignite',
	'paywallBuilder',
	'popUpBuilder',
	'newsLetterBuilder',
	'meterBannerBuilder',
	'loginSetting',
	'manageSubscription',
	'audienceSegment',
	'journey',
	'payments',
	'taxation',
	'subscriptionPlan',
	'manualSubscriptions',
	'Checkout',
	'micropayments',
	'paymentGateway',
	'notifications',
	'billing',
	'documentation',
	'ga4',
	'export',
	'webhooks',
	'internalUser',
	'pdfManager',
];

/** For each operation its fields, in no particular order. */
export const PARAMETERS: Record<string, Names> = {
	'user: update': [
		'userId',
		{
			updateFields: [
				'name',
				'firstName',
				'lastName',
				'email',
				'phone',
				'countryCode',
				'gender',
				'dateOfBirth',
				'isEmailVerified',
				'isPhoneVerified',
				'enableOffers',
				'enableNotifications',
				{ address: [{ value: ADDRESS }] },
				{ shippingAddress: [{ values: ADDRESS }] },
				{ billingAddress: [{ values: ADDRESS }] },
				{ shippingAddressFields: [{ value: ADDRESS }] },
				{ billingAddressFields: [{ value: ADDRESS }] },
				'addressJson',
				'shippingAddressJson',
				'billingAddressJson',
				'additionalFields',
			],
		},
		'clearFields',
		'simplify',
		'whenNotFound',
	],
	'dashboardUser: create': [
		'email',
		'password',
		'role',
		'customRole',
		'permissionsMode',
		'grantedPermissions',
		'permissionsJson',
		{ accountFields: ['additionalFields'] },
		'additionalFields',
	],
	'dashboardUser: update': [
		'userId',
		{ updateFields: ['email', 'password', 'role', 'customRole', 'additionalFields'] },
		'permissionsMode',
		'grantedPermissions',
		{ permissionChanges: PERMISSION_KEYS },
		'permissionsJson',
	],
};

export const OPTIONS = ['concurrency', 'dryRun', 'maxRetries', 'requestsPerSecond', 'timeout'];

/** For each list of choices, by operation and field, its values. */
export const CHOICES: Record<string, readonly string[]> = {
	'user: update: gender': ['', 'MALE', 'FEMALE', 'OTHERS'],
	'user: update: clearFields': [
		'name',
		'firstName',
		'lastName',
		'email',
		'phone',
		'countryCode',
		'gender',
		'dateOfBirth',
		'address',
		'shippingAddress',
		'billingAddress',
	],
	'dashboardUser: create: role': ['ADMIN', 'custom'],
	'dashboardUser: update: role': ['ADMIN', 'custom'],
	'dashboardUser: create: permissionsMode': ['selected', 'all', 'none', 'json'],
	'dashboardUser: update: permissionsMode': [
		'unchanged',
		'selected',
		'changes',
		'all',
		'none',
		'json',
	],
	'dashboardUser: create: grantedPermissions': PERMISSION_KEYS,
	'dashboardUser: update: grantedPermissions': PERMISSION_KEYS,
};

/** The type of what a field holds, where another type would break what is saved. */
export const TYPES: Record<string, string> = {
	userId: 'resourceLocator',
	updateFields: 'collection',
	clearFields: 'multiOptions',
	simplify: 'boolean',
	address: 'fixedCollection',
	shippingAddress: 'fixedCollection',
	billingAddress: 'fixedCollection',
	addressJson: 'json',
	shippingAddressJson: 'json',
	billingAddressJson: 'json',
	additionalFields: 'json',
	permissionsMode: 'options',
	grantedPermissions: 'multiOptions',
	permissionChanges: 'collection',
	permissionsJson: 'json',
	dateOfBirth: 'dateTime',
	options: 'collection',
};

export const CREDENTIAL = {
	name: 'conscentApi',
	displayName: 'Conscent API',
	fields: ['environment', 'baseUrl', 'apiKey', 'apiSecret'],
	environments: ['production', 'sandbox', 'custom'],
};
