/** Calibrate finds each personality of the server right, and puts the reader back as far as it lets it. */
import type { Personality } from '../../../server';
import type { Calibration } from '../../../../scripts/calibrate/calibrate';
import { exitCodeOf } from '../../../../scripts/calibrate/report';
import { asked, findingsOf, readerOf, server, startServer } from './support';

startServer({ plans: 110, purchases: 510, transactions: 510 });

async function ask(personality: Personality, ...questions: string[]): Promise<Calibration> {
	server.control({ personality });
	return await asked(server, questions.length > 0 ? ['--only', questions.join(',')] : []);
}

describe('an API as the spec says', () => {
	it('is confirmed wherever it can be seen, and the reader is as before', async () => {
		const before = readerOf(server);
		const report = await ask({});
		const { findings } = report;
		const refuted = findings.filter(({ verdict }) => verdict === 'refuted');
		expect(refuted).toEqual([]);
		expect(findings.filter(({ verdict }) => verdict === 'open').map(({ fact }) => fact.id)).toEqual(
			[
				'server.production',
				'pages.passes',
				'pages.contents',
				'rows.passes.userPhoneNumber',
				'update.takes.enableOffers',
				'update.takes.enableNotifications',
			],
		);
		expect(exitCodeOf(report)).toBe(0);
		expect(readerOf(server)).toEqual(before);
		expect(report.violations).toEqual([]);
	});
});

type Expected = Record<string, [verdict: 'confirmed' | 'refuted' | 'open', saw?: unknown]>;

function everyKey(point: string, verdict: Expected[string]): Expected {
	return Object.fromEntries(
		['name', 'gender', 'dateOfBirth', 'email', 'countryCode', 'phone'].map((key) => [
			`update.${point}.${key}`,
			verdict,
		]),
	);
}

function bothLists(point: string, verdict: Expected[string]): Expected {
	return {
		[`addresses.shippingAddress.${point}`]: verdict,
		[`addresses.billingAddress.${point}`]: verdict,
	};
}

const OTHERWISE = '‹otherwise›';

const READERS: Array<[string, Personality, Expected]> = [
	[
		'lists are replaced',
		{ addressWithoutId: 'replaces' },
		{
			...bothLists('without-id', ['refuted', 'replaces']),
			...bothLists('with-id', ['confirmed', 'merges']),
		},
	],
	[
		'an address with _id is replaced',
		{ addressWithId: 'replaces' },
		bothLists('with-id', ['refuted', 'replaces']),
	],
	[
		'lists and their addresses are replaced',
		{ addressWithoutId: 'replaces', addressWithId: 'replaces' },
		{
			...bothLists('without-id', ['refuted', 'replaces']),
			...bothLists('with-id', ['refuted', 'replaces']),
		},
	],
	[
		'null is ignored',
		{ nulls: 'ignored', emptyTexts: 'ignored' },
		everyKey('clears', ['refuted', OTHERWISE]),
	],
	[
		'null is refused',
		{ nulls: 'refused', emptyTexts: 'refused' },
		everyKey('clears', ['refuted', OTHERWISE]),
	],
	[
		'an empty text clears, and null is refused',
		{ nulls: 'refused', emptyTexts: 'clear' },
		{ ...everyKey('clears', ['refuted', '']), 'update.empty-text': ['refuted', 'clears'] },
	],
	[
		'an empty text is ignored',
		{ emptyTexts: 'ignored' },
		{ 'update.empty-text': ['refuted', 'ignored'] },
	],
	[
		'an empty text is refused',
		{ emptyTexts: 'refused' },
		{ 'update.empty-text': ['refuted', 'refused'] },
	],
	[
		'parts of an address that are not sent survive',
		{ omittedParts: 'keep' },
		{ 'address.omitted-parts': ['refuted', 'keep'] },
	],
	[
		'unknown keys are refused',
		{ unknownKeys: 'refused' },
		{ 'update.unknown-key': ['refuted', 'refused'] },
	],
	[
		'some keys are ignored',
		{ ignoredKeys: ['gender', 'address'] },
		{
			'update.takes.gender': ['refuted', false],
			'update.clears.gender': ['open'],
			'update.takes.name': ['confirmed', true],
			'address.takes': ['refuted', false],
			'address.omitted-parts': ['open'],
		},
	],
	[
		'some keys are ignored, and the response shows them all the same',
		{ ignoredKeys: ['gender', 'address', 'shippingAddress'], echoes: true },
		{
			'update.takes.gender': ['refuted', false],
			'address.takes': ['refuted', false],
			'addresses.shippingAddress.clears': ['refuted', OTHERWISE],
			'addresses.shippingAddress.without-id': ['open'],
		},
	],
	[
		'first and last name are refused',
		{ refusedKeys: ['firstName', 'lastName'] },
		{ 'update.takes.firstName': ['refuted', false], 'update.clears.firstName': ['open'] },
	],
	[
		'only moments are dates',
		{ acceptedDates: ['date-time'] },
		{ 'dates.forms': ['refuted', ['date-time']] },
	],
	[
		'days come first, too',
		{ acceptedDates: ['date-time', 'date', 'day-first'] },
		{ 'dates.forms': ['refuted', ['date-time', 'date', 'day-first']] },
	],
	[
		'an update needs a field',
		{ emptyUpdate: 'refused' },
		{ 'update.takes.name': ['confirmed', true], ...bothLists('without-id', ['confirmed', 'adds']) },
	],
	[
		'the profile hides a field',
		{ hiddenKeys: ['gender'] },
		{ 'update.takes.gender': ['open'], 'update.clears.gender': ['open'] },
	],
	[
		'an empty list is ignored: nothing is added that would stay',
		{ emptyLists: 'ignored' },
		{
			...bothLists('clears', ['refuted', OTHERWISE]),
			...bothLists('without-id', ['open']),
			...bothLists('with-id', ['open']),
		},
	],
	[
		'an empty list is refused: nothing is added that would stay',
		{ emptyLists: 'refused', addressWithId: 'adds' },
		{ ...bothLists('clears', ['refuted', OTHERWISE]), ...bothLists('without-id', ['open']) },
	],
];

describe('the reader is as before, and it is found right, where', () => {
	it.each(READERS)('%s', async (_what, personality, expected) => {
		const before = readerOf(server);
		const report = await ask(
			personality,
			...['unknown-key', 'profile-fields', 'dates', 'partial-address', 'address-lists'],
		);
		expect(findingsOf(report)).toMatchObject(expected);
		expect(report.reader).toMatchObject({ verified: true, differences: [] });
		expect(exitCodeOf(report)).toBe(0);
		expect(readerOf(server)).toEqual(before);
	});
});

describe('the report says exactly what is not as before, where', () => {
	it('unknown keys are stored', async () => {
		const before = readerOf(server);
		const report = await ask({ unknownKeys: 'stored' }, 'unknown-key');
		expect(findingsOf(report)['update.unknown-key']).toEqual(['refuted', 'stored']);
		expect(readerOf(server)).toEqual({ ...before, calibrateProbe: null });
		expect(report.reader?.differences).toEqual([
			{ key: 'calibrateProbe', was: 'nothing', is: 'null' },
		]);
		expect(exitCodeOf(report)).toBe(3);
	});

	it('addresses that are put back get other ids', async () => {
		const { shippingAddress: before } = readerOf(server) as { shippingAddress: object[] };
		const report = await ask({ newAddressIds: true }, 'address-lists');
		const { shippingAddress: after } = readerOf(server) as { shippingAddress: object[] };
		expect(after).toEqual(before.map((address) => ({ ...address, _id: expect.any(String) })));
		expect(report.reader?.differences.map(({ key, is }) => [key, is])).toEqual([
			['shippingAddress', 'the same, with other _id'],
			['billingAddress', 'the same, with other _id'],
		]);
	});

	it('nothing empties a list, and leftovers are allowed', async () => {
		server.control({ personality: { emptyLists: 'ignored' } });
		const report = await asked(server, ['--only', 'address-lists', '--allow-leftovers']);
		expect(findingsOf(report)).toMatchObject(bothLists('without-id', ['confirmed', 'adds']));
		expect(report.reader?.differences.map(({ key }) => key)).toEqual([
			'shippingAddress',
			'billingAddress',
		]);
		expect(exitCodeOf(report)).toBe(3);
	});

	it('an update without fields resets the profile: what is known is put back, and nothing else is asked', async () => {
		const report = await ask({ emptyUpdate: 'resets' }, 'profile-fields', 'dates');
		expect(readerOf(server)).toMatchObject({ name: 'Asha Rao', email: 'asha.rao@example.com' });
		expect(report.findings.map(({ verdict }) => verdict)).not.toContain('confirmed');
		expect(report.reader?.differences).toContainEqual({
			key: 'all others',
			was: 'not known',
			is: 'perhaps reset by the first read',
		});
		expect(exitCodeOf(report)).toBe(3);
	});
});

const LISTS: Array<[string, Personality, Expected]> = [
	[
		'version 2 responds elsewhere',
		{ prefixes: { v2: '/v3' } },
		{ 'addresses.v2': ['refuted', false], 'addresses.v1': ['confirmed', true] },
	],
	[
		'version 1 responds without a version',
		{ prefixes: { v1: '' } },
		{ 'addresses.v1': ['refuted', false], 'addresses.v2': ['confirmed', true] },
	],
	[
		'a wrong credential gets 403',
		{ wrongCredentialStatus: 403 },
		{ 'credential.refusal': ['refuted', false], 'errors.400': ['confirmed', true] },
	],
	...(['problem', 'enveloped', 'text'] as const).map(
		(errorShape): [string, Personality, Expected] => [
			`errors have the form ${errorShape}`,
			{ errorShape },
			{
				'errors.400': ['confirmed', true],
				'errors.statusCode': ['refuted', false],
				'errors.message': ['refuted', false],
			},
		],
	),
	[
		'filters compare exactly',
		{ emailFilter: 'exact' },
		{
			'filters.purchases.email': ['refuted', 'exact'],
			'filters.transactions.email': ['refuted', 'exact'],
		},
	],
	[
		'filters are loose',
		{ emailFilter: 'loose', phoneFilter: 'loose' },
		{
			'filters.purchases.email': ['refuted', 'loose'],
			'filters.purchases.phone': ['refuted', 'loose'],
		},
	],
	[
		'filters are ignored',
		{ emailFilter: 'ignored', phoneFilter: 'ignored' },
		{
			'filters.purchases.email': ['refuted', 'ignored'],
			'filters.purchases.phone': ['refuted', 'ignored'],
			'filters.transactions.email': ['refuted', 'ignored'],
		},
	],
	[
		'pages are capped',
		{ largestPage: 50 },
		{
			'pages.purchases': ['refuted', 50],
			'pages.plans': ['refuted', 50],
			'pages.transactions': ['refuted', 50],
			'pages.above-maximum': ['refuted', 'capped'],
		},
	],
	[
		'pages are capped, and nothing tells it',
		{ largestPage: 50, withoutPaginationInfo: true },
		{
			'pages.purchases': ['refuted', 50],
			'pages.pagination-info': ['refuted', false],
			'pages.above-maximum': ['open'],
		},
	],
	[
		'a page too large is cut',
		{ aboveMaximum: 'capped' },
		{ 'pages.above-maximum': ['refuted', 'capped'] },
	],
	[
		'rows tell no phone number',
		{ rowsWithout: ['userPhoneNumber'] },
		{
			'rows.purchases.userPhoneNumber': ['refuted', false],
			'rows.purchases.userEmail': ['confirmed', true],
			'filters.purchases.phone': ['open'],
		},
	],
	[
		'headers tell of the limit',
		{ headers: { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '99' } },
		{ 'limit-headers': ['refuted', ['x-ratelimit-limit', 'x-ratelimit-remaining']] },
	],
];

describe('it is found right by reading alone where', () => {
	it.each(LISTS)('%s', async (_what, personality, expected) => {
		const report = await ask(
			personality,
			...['addresses', 'credential', 'errors', 'limit-headers', 'pages', 'rows', 'filters'],
		);
		expect(findingsOf(report)).toMatchObject(expected);
		expect(report.reader).toBeUndefined();
		expect(server.records.filter(({ method }) => method !== 'GET')).toEqual([]);
	});
});

describe('creating a dashboard user', () => {
	const CREATED: Array<[string, Personality, Expected]> = [
		[
			'as the spec says',
			{},
			{
				'dashboard.required': ['confirmed', ['email', 'password']],
				'dashboard.json': ['confirmed', true],
				'dashboard.user-id': ['confirmed', true],
				'dashboard.repeated': ['confirmed', 'refused'],
				'dashboard.conflict': ['confirmed', true],
				'dashboard.unknown-role': ['confirmed', 'taken'],
			},
		],
		[
			'that needs a role, takes only known ones, and may be repeated',
			{ requiredKeys: ['role'], roles: ['ADMIN'], repeatedCreate: 'accepted' },
			{
				'dashboard.required': ['refuted', ['email', 'password', 'role']],
				'dashboard.repeated': ['refuted', 'accepted'],
				'dashboard.conflict': ['open'],
				'dashboard.unknown-role': ['refuted', 'refused'],
			},
		],
		[
			'that returns text',
			{ createRespondsWithText: true },
			{
				'dashboard.json': ['refuted', false],
				'dashboard.user-id': ['refuted', false],
				'dashboard.unknown-role': ['open'],
			},
		],
	];

	it.each(CREATED)('%s', async (_what, personality, expected) => {
		server.control({ personality });
		const report = await asked(server, [
			...['--only', 'dashboard-users', '--allow-create', 'colleague@example.org'],
		]);
		expect(findingsOf(report)).toMatchObject(expected);
	});

	it('of an address that is taken leaves all open', async () => {
		const [taken] = server.state.dashboardUsers.values();
		const report = await asked(server, [
			...['--only', 'dashboard-users', '--allow-create', String(taken?.email)],
		]);
		expect(new Set(report.findings.map(({ verdict }) => verdict))).toEqual(new Set(['open']));
	});
});

describe('the rate limit', () => {
	it.each([
		['seconds', ['confirmed', true]],
		['none', ['refuted', false]],
	] as const)('is provoked only when asked for, Retry-After: %s', async (retryAfter, header) => {
		server.control({ limit: { perSecond: 5, retryAfter } });
		const report = await asked(server, ['--only', 'limit', '--probe-limit']);
		expect(findingsOf(report)).toMatchObject({
			'limit.status': ['confirmed', true],
			'limit.retry-after': header,
		});
	});
});
