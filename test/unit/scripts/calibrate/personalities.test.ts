/** Calibrate finds each personality of the server right, and puts the reader back as far as it lets it. */
import type { Calibration } from '../../../../scripts/calibrate/calibrate';
import { exitCodeOf } from '../../../../scripts/calibrate/report';
import type { Personality } from '../../../server';
import { asked, readerOf, server, startServer, verdictsOf } from './support';

startServer({ plans: 110, purchases: 510, transactions: 510 });

async function ask(personality: Personality, questions: string, ...args: string[]) {
	server.control({ personality });
	return await asked(['--only', questions, ...args]);
}

function expectFound({ findings }: Calibration, expected: string): void {
	expect(verdictsOf(findings)).toEqual(expect.arrayContaining(expected.split(/;\s+/)));
}

it('an API as the spec says is confirmed wherever it can be seen', async () => {
	const before = readerOf(server);
	const report = await asked();
	const others = report.findings.filter(({ verdict }) => verdict !== 'confirmed');
	expect(verdictsOf(others)).toEqual([
		...['server.production open', 'pages.passes open', 'pages.contents open'],
		...['rows.passes.userPhoneNumber open', 'update.takes.enableOffers open'],
		'update.takes.enableNotifications open',
	]);
	expect(exitCodeOf(report)).toBe(0);
	expect(readerOf(server)).toEqual(before);
	expect(report.violations).toEqual([]);
	expect(report.exchanges.length).toBeLessThan(115);
});

function everyKey(point: string, verdict: string): string {
	const keys = ['name', 'gender', 'dateOfBirth', 'email', 'countryCode', 'phone'];
	return keys.map((key) => `update.${point}.${key} ${verdict}`).join('; ');
}

function bothLists(point: string, verdict: string): string {
	return ['shippingAddress', 'billingAddress']
		.map((list) => `addresses.${list}.${point} ${verdict}`)
		.join('; ');
}

/** By what is so: the personality, and what is found of it. */
type Cases = Record<string, [Personality, string]>;

const OTHERWISE = 'refuted: "‹otherwise›"';
const WRITING = 'unknown-key,profile-fields,dates,partial-address,address-lists';

const WRITTEN: Cases = {
	'lists and their addresses are replaced': [
		{ addressWithoutId: 'replaces', addressWithId: 'replaces' },
		`${bothLists('without-id', 'refuted: "replaces"')}; ${bothLists('with-id', 'refuted: "replaces"')}`,
	],
	'null is ignored': [{ nulls: 'ignored', emptyTexts: 'ignored' }, everyKey('clears', OTHERWISE)],
	'null is refused': [{ nulls: 'refused', emptyTexts: 'refused' }, everyKey('clears', OTHERWISE)],
	'an empty text clears, and null is refused': [
		{ nulls: 'refused', emptyTexts: 'clear' },
		`${everyKey('clears', 'refuted: ""')}; update.empty-text refuted: "clears"`,
	],
	'an empty text is ignored': [{ emptyTexts: 'ignored' }, 'update.empty-text refuted: "ignored"'],
	'omitted parts survive': [{ omittedParts: 'keep' }, 'address.omitted-parts refuted: "keep"'],
	'unknown keys are refused': [{ unknownKeys: 'refused' }, 'update.unknown-key refuted: "refused"'],
	'some keys are ignored, and the response shows them all the same': [
		{ ignoredKeys: ['gender', 'address', 'shippingAddress'], echoes: true },
		`update.takes.gender refuted: false; update.clears.gender open; update.takes.name confirmed;
		 address.takes refuted: false; address.omitted-parts open;
		 addresses.shippingAddress.clears ${OTHERWISE}; addresses.shippingAddress.without-id open`,
	],
	'first and last name are refused': [
		{ refusedKeys: ['firstName', 'lastName'] },
		'update.takes.firstName refuted: false; update.clears.firstName open',
	],
	'only moments are dates': [
		{ acceptedDates: ['date-time'] },
		'dates.forms refuted: ["date-time"]',
	],
	'an update needs a field': [
		{ emptyUpdate: 'refused' },
		`update.takes.name confirmed; ${bothLists('without-id', 'confirmed')}`,
	],
	'the profile hides a field': [
		{ hiddenKeys: ['gender'] },
		'update.takes.gender open; update.clears.gender open',
	],
	'an empty list is refused: nothing is added that would stay': [
		{ emptyLists: 'refused', addressWithId: 'adds' },
		`${bothLists('clears', OTHERWISE)}; ${bothLists('without-id', 'open')}; ${bothLists('with-id', 'open')}`,
	],
};

describe('the reader is as before, and it is found right, where', () => {
	it.each(Object.entries(WRITTEN))('%s', async (_what, [personality, expected]) => {
		const before = readerOf(server);
		const report = await ask(personality, WRITING);
		expectFound(report, expected);
		expect(report.reader).toMatchObject({ verified: true, differences: [] });
		expect(exitCodeOf(report)).toBe(0);
		expect(readerOf(server)).toEqual(before);
	});
});

describe('the report says exactly what is not as before, where', () => {
	function differing(report: Calibration): Array<[key: string, is: string]> | undefined {
		expect(exitCodeOf(report)).toBe(3);
		return report.reader?.differences.map(({ key, is }) => [key, is]);
	}

	it('unknown keys are stored', async () => {
		const before = readerOf(server);
		const report = await ask({ unknownKeys: 'stored' }, 'unknown-key');
		expectFound(report, 'update.unknown-key refuted: "stored"');
		expect(readerOf(server)).toEqual({ ...before, calibrateProbe: null });
		expect(differing(report)).toEqual([['calibrateProbe', 'null']]);
	});

	it('addresses that are put back get other ids', async () => {
		const { shippingAddress: before } = readerOf(server) as { shippingAddress: object[] };
		const report = await ask({ newAddressIds: true }, 'address-lists');
		const { shippingAddress: after } = readerOf(server) as { shippingAddress: object[] };
		expect(after).toEqual(before.map((address) => ({ ...address, _id: expect.any(String) })));
		expect(differing(report)).toEqual([
			['shippingAddress', 'the same, with other _id'],
			['billingAddress', 'the same, with other _id'],
		]);
	});

	it('nothing empties a list, and leftovers are allowed', async () => {
		const report = await ask({ emptyLists: 'ignored' }, 'address-lists', '--allow-leftovers');
		expectFound(report, bothLists('without-id', 'confirmed'));
		const keys = differing(report)?.map(([key]) => key);
		expect(keys).toEqual(['shippingAddress', 'billingAddress']);
	});

	it('an update without fields resets the profile: what is known is put back, and nothing else is asked', async () => {
		const report = await ask({ emptyUpdate: 'resets' }, 'profile-fields,dates');
		expect(readerOf(server)).toMatchObject({ name: 'Asha Rao', email: 'asha.rao@example.com' });
		expect(report.findings.map(({ verdict }) => verdict)).not.toContain('confirmed');
		expect(differing(report)).toContainEqual(['all others', 'perhaps reset by the first read']);
	});
});

const READ: Cases = {
	'version 2 responds elsewhere': [
		{ prefixes: { v2: '/v3' } },
		'addresses.v2 refuted: false; addresses.v1 confirmed',
	],
	'version 1 responds without a version': [
		{ prefixes: { v1: '' } },
		'addresses.v1 refuted: false; addresses.v2 confirmed',
	],
	'a wrong credential gets 403': [
		{ wrongCredentialStatus: 403 },
		'credential.refusal refuted: false; errors.400 confirmed',
	],
	'errors are wrapped': [
		{ errorShape: 'enveloped' },
		'errors.400 confirmed; errors.statusCode refuted: false; errors.message refuted: false',
	],
	'errors are text': [
		{ errorShape: 'text' },
		'errors.400 confirmed; errors.message refuted: false',
	],
	'filters compare exactly': [
		{ emailFilter: 'exact' },
		'filters.purchases.email refuted: "exact"; filters.transactions.email refuted: "exact"',
	],
	'filters are loose': [
		{ emailFilter: 'loose', phoneFilter: 'loose' },
		'filters.purchases.email refuted: "loose"; filters.purchases.phone refuted: "loose"',
	],
	'filters are ignored': [
		{ emailFilter: 'ignored', phoneFilter: 'ignored' },
		'filters.purchases.email refuted: "ignored"; filters.purchases.phone refuted: "ignored"',
	],
	'pages are capped': [
		{ largestPage: 50 },
		`pages.purchases refuted: 50; pages.plans refuted: 50; pages.transactions refuted: 50;
		 pages.above-maximum refuted: "capped"`,
	],
	'pages are capped, and nothing tells it': [
		{ largestPage: 50, withoutPaginationInfo: true },
		`pages.purchases refuted: 50; pages.pagination-info refuted: false;
		 pages.above-maximum open`,
	],
	'rows tell no phone number': [
		{ rowsWithout: ['userPhoneNumber'] },
		`rows.purchases.userPhoneNumber refuted: false; rows.purchases.userEmail confirmed;
		 filters.purchases.phone open`,
	],
	'headers tell of the limit': [
		{ headers: { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '99' } },
		'limit-headers refuted: ["x-ratelimit-limit","x-ratelimit-remaining"]',
	],
};

describe('it is found right by reading alone where', () => {
	it.each(Object.entries(READ))('%s', async (_what, [personality, expected]) => {
		const questions = 'addresses,credential,errors,limit-headers,pages,rows,filters';
		const report = await ask(personality, questions);
		expectFound(report, expected);
		expect(report.reader).toBeUndefined();
		expect(server.records.filter(({ method }) => method !== 'GET')).toEqual([]);
	});
});

const CREATED: Cases = {
	'as the spec says': [
		{},
		`dashboard.required confirmed; dashboard.json confirmed; dashboard.user-id confirmed;
		 dashboard.repeated confirmed; dashboard.conflict confirmed; dashboard.unknown-role confirmed`,
	],
	'that needs a role, takes only known ones, and may be repeated': [
		{ requiredKeys: ['role'], roles: ['ADMIN'], repeatedCreate: 'accepted' },
		`dashboard.required refuted: ["email","password","role"]; dashboard.conflict open;
		 dashboard.repeated refuted: "accepted"; dashboard.unknown-role refuted: "refused"`,
	],
	'that returns text': [
		{ createRespondsWithText: true },
		`dashboard.json refuted: false; dashboard.user-id refuted: false;
		 dashboard.unknown-role open`,
	],
};

describe('creating a dashboard user', () => {
	it.each(Object.entries(CREATED))('%s', async (_what, [personality, expected]) => {
		const args = ['--allow-create', 'colleague@example.org'];
		expectFound(await ask(personality, 'dashboard-users', ...args), expected);
	});

	it('of an address that is taken leaves all open', async () => {
		const [taken] = server.state.dashboardUsers.values();
		const { findings } = await ask({}, 'dashboard-users', '--allow-create', String(taken?.email));
		expect(new Set(findings.map(({ verdict }) => verdict))).toEqual(new Set(['open']));
	});
});

it.each([
	['seconds', 'confirmed'],
	['none', 'refuted: false'],
] as const)(
	'the rate limit is provoked when asked for, Retry-After: %s',
	async (retryAfter, has) => {
		server.control({ limit: { perSecond: 5, retryAfter } });
		const { findings } = await ask({}, 'limit', '--probe-limit');
		expect(verdictsOf(findings)).toEqual(['limit.status confirmed', `limit.retry-after ${has}`]);
	},
);
