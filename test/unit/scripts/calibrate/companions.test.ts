/** Insighto and Commerce Engine, with their few questions. */
import type { CommerceEngineServer } from '../../../server/commerceEngine';
import * as commerce from '../../../server/commerceEngine';
import type { InsightoServer } from '../../../server/insighto';
import * as insighto from '../../../server/insighto';
import type { Calibrated } from './support';
import { READER, calibrated, sentTo, startServer, verdictsOf } from './support';

startServer();

function everythingSaid({ jsonText, markdown, said }: Calibrated): string {
	return jsonText + markdown + said;
}

describe('Insighto', () => {
	let server: InsightoServer;

	beforeAll(async () => {
		server = await insighto.startInsightoServer();
	});
	afterAll(async () => await server.close());
	beforeEach(() => server.reset());

	async function calibrate(userId: string): Promise<Calibrated> {
		const environment = ['--environment', 'production', '--confirm-production'];
		return await calibrated(['--service', 'insighto', '--user', userId, ...environment], {
			secrets: () => Promise.resolve({ INSIGHTO_API_KEY: insighto.API_KEY }),
			fetch: sentTo(server.baseUrl, 'https://api.insighto.ai'),
		});
	}

	it.each([
		[false, 'confirmed'],
		[true, 'refuted: "reset"'],
	])('resets what an update leaves out: %s, and the user is as before', async (resets, omitted) => {
		server.state.resetsOmitted = resets;
		const before = structuredClone(server.state.owner);
		const report = await calibrate(insighto.OWN_USER_ID);
		expect(verdictsOf(report.json.findings)).toEqual([
			'credential.refusal confirmed',
			`update.omitted-fields ${omitted}`,
			'errors.status confirmed',
			'errors.body confirmed',
		]);
		expect(server.state.owner).toEqual(before);
		expect(report.exitCode).toBe(0);
		expect(everythingSaid(report)).not.toMatch(/In-Test|asha|rao@/i);
	});

	it("writes to nobody but the key's own user", async () => {
		const { json } = await calibrate(READER);
		expect(server.records.filter(({ method }) => method !== 'GET')).toEqual([]);
		expect(verdictsOf(json.findings)).toContain('update.omitted-fields open');
	});
});

describe('Commerce Engine', () => {
	let server: CommerceEngineServer;

	beforeAll(async () => {
		server = await commerce.startCommerceEngineServer();
	});
	afterAll(async () => await server.close());

	it('is asked as its user, who is as before', async () => {
		server.state.largestPage = 20;
		const [userId] = commerce.USER_IDS;
		const before = structuredClone(server.state.users.get(userId));
		const secrets = {
			COMMERCE_ENGINE_STORE_ID: commerce.STORE_ID,
			COMMERCE_ENGINE_API_KEY: commerce.API_KEY,
			COMMERCE_ENGINE_EMAIL: commerce.EMAIL,
			COMMERCE_ENGINE_PASSWORD: commerce.PASSWORD,
		};
		const report = await calibrated(['--service', 'commerce-engine', '--user', userId], {
			secrets: () => Promise.resolve(secrets),
			fetch: sentTo(server.url, 'https://staging.api.commercengine.io'),
		});
		expect(verdictsOf(report.json.findings)).toEqual([
			'credential.refusal confirmed',
			'pages.addresses refuted: 20',
			'update.omitted-fields confirmed',
			'errors.status confirmed',
			'errors.body confirmed',
		]);
		expect(server.state.users.get(userId)).toEqual(before);
		expect(everythingSaid(report)).not.toMatch(/Pa55|asha|ak_test/i);
	});
});
