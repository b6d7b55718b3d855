/** Insighto and Commerce Engine, with their few questions. */
import {
	API_KEY as INSIGHTO_KEY,
	OWN_USER_ID,
	startInsightoServer,
} from '../../../server/insighto';
import {
	API_KEY,
	EMAIL,
	PASSWORD,
	STORE_ID,
	USER_IDS,
	startCommerceEngineServer,
} from '../../../server/commerceEngine';
import type { CommerceEngineServer } from '../../../server/commerceEngine';
import type { InsightoServer } from '../../../server/insighto';
import { READER, calibrated } from './support';
import type { Calibrated } from './support';

function verdicts({ json }: Calibrated): Record<string, unknown> {
	return Object.fromEntries(json.findings.map(({ id, verdict, saw }) => [id, [verdict, saw]]));
}

function toHost(host: string, url: string): typeof fetch {
	return async (address, init) => await fetch(String(address).replace(host, url), init);
}

describe('Insighto', () => {
	let server: InsightoServer;

	beforeAll(async () => {
		server = await startInsightoServer();
	});

	afterAll(async () => {
		await server.close();
	});

	beforeEach(() => {
		server.reset();
	});

	async function insighto(userId = OWN_USER_ID): Promise<Calibrated> {
		return await calibrated(
			server,
			[
				'--service',
				'insighto',
				'--user',
				userId,
				'--environment',
				'production',
				'--confirm-production',
			],
			{
				secrets: () => Promise.resolve({ INSIGHTO_API_KEY: INSIGHTO_KEY }),
				fetch: toHost('https://api.insighto.ai', server.baseUrl),
			},
		);
	}

	it.each([
		[false, ['confirmed', 'keep']],
		[true, ['refuted', 'reset']],
	])(
		'resets what an update leaves out: %s, and the user is as before',
		async (resets, expected) => {
			server.state.resetsOmitted = resets;
			const before = structuredClone(server.state.owner);
			const report = await insighto();
			expect(verdicts(report)).toEqual({
				'credential.refusal': ['confirmed', true],
				'update.omitted-fields': expected,
				'errors.status': ['confirmed', true],
				'errors.body': ['confirmed', true],
			});
			expect(server.state.owner).toEqual(before);
			expect(report.exitCode).toBe(0);
			expect(report.jsonText + report.markdown + report.said).not.toMatch(/In-Test|asha|rao@/i);
		},
	);

	it("writes to nobody but the key's own user", async () => {
		const report = await insighto(READER);
		expect(server.records.filter(({ method }) => method !== 'GET')).toEqual([]);
		expect(verdicts(report)).toMatchObject({ 'update.omitted-fields': ['open', undefined] });
	});
});

describe('Commerce Engine', () => {
	let server: CommerceEngineServer;

	beforeAll(async () => {
		server = await startCommerceEngineServer();
	});

	afterAll(async () => {
		await server.close();
	});

	it('is asked as its user, who is as before', async () => {
		server.state.largestPage = 20;
		const before = structuredClone(server.state.users.get(USER_IDS[0]));
		const report = await calibrated(
			server,
			['--service', 'commerce-engine', '--user', USER_IDS[0]],
			{
				secrets: () =>
					Promise.resolve({
						COMMERCE_ENGINE_STORE_ID: STORE_ID,
						COMMERCE_ENGINE_API_KEY: API_KEY,
						COMMERCE_ENGINE_EMAIL: EMAIL,
						COMMERCE_ENGINE_PASSWORD: PASSWORD,
					}),
				fetch: toHost('https://staging.api.commercengine.io', server.url),
			},
		);
		expect(verdicts(report)).toEqual({
			'credential.refusal': ['confirmed', true],
			'pages.addresses': ['refuted', 20],
			'update.omitted-fields': ['confirmed', 'refused'],
			'errors.status': ['confirmed', true],
			'errors.body': ['confirmed', true],
		});
		expect(server.state.users.get(USER_IDS[0])).toEqual(before);
		expect(report.jsonText + report.markdown + report.said).not.toMatch(/Pa55|asha|ak_test/i);
	});
});
