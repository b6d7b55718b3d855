/** The credential: where it sends requests, how it signs them, and what its test says. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { SAMPLE_USER_IDS } from '../server';
import { testCredential } from './harness';
import { API_KEY, ConscentBench } from './support/conscent';
import { testFailure } from './support/engineVersion';
import { expectNoSecrets } from './support/expectations';
import { byId } from './support/cases/operationCase';

const bench = new ConscentBench();

/** Something else than Conscent's API: a web server that responds to every request with a page, and remembers it. */
const seenElsewhere: Array<string | undefined> = [];
const webServer = createServer(({ headers }, response) => {
	seenElsewhere.push(headers.authorization);
	response.writeHead(200, { 'content-type': 'text/html' });
	response.end('<!doctype html><title>Welcome</title>');
});

beforeAll(async () => {
	webServer.listen(0, '127.0.0.1');
	await once(webServer, 'listening');
});
beforeEach(() => seenElsewhere.splice(0));
afterAll(() => webServer.close());

function webServerUrl(): string {
	return `http://127.0.0.1:${(webServer.address() as AddressInfo).port}`;
}

/** A port on which nobody listens any more. */
async function closedUrl(): Promise<string> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return `http://127.0.0.1:${port}/api`;
}

async function update(credential: IDataObject) {
	return await bench.run({
		parameters: {
			resource: 'user',
			operation: 'update',
			userId: byId(SAMPLE_USER_IDS[0]) as INodeParameters,
			updateFields: { name: 'Asha' },
		},
		items: [{}],
		options: { maxRetries: 0 },
		credential,
	});
}

async function pressTest(credential: IDataObject) {
	return await testCredential('conscentApi', {
		...bench.credential,
		...credential,
	} as Record<string, string>);
}

describe('the base URL', () => {
	test.each(['', '/', '/v1', '/v2', '/v2/', '//', ' '])('may end in "%s"', async (ending) => {
		const credential = { baseUrl: bench.server.baseUrl + ending };

		await expect(pressTest(credential)).resolves.toMatchObject({ status: 'OK' });
		const run = await update(credential);

		expect(run.status).toBe('success');
		expect(bench.server.records.map(({ path }) => path)).toEqual([
			'/api/v2/client/subscription-plans',
			'/api/v2/client/update-user',
		]);
	});
});

describe("the credential's test", () => {
	test('reads one plan, signed', async () => {
		await expect(pressTest({})).resolves.toEqual({
			status: 'OK',
			message: 'Connection successful!',
		});
		expect(bench.server.records).toMatchObject([
			{
				method: 'GET',
				url: '/api/v2/client/subscription-plans?showRecords=1',
				authorization: 'right',
				specErrors: [],
			},
		]);
	});

	test.each([
		['a wrong key', { apiKey: 'other-key' }],
		['a wrong secret', { apiSecret: 'other-secret' }],
	])('fails with %s', async (_, credential) => {
		await expect(pressTest(credential)).resolves.toEqual(
			testFailure(/did not accept this API key and secret/),
		);
	});

	test('fails where the address leads elsewhere in the API', async () => {
		await expect(pressTest({ baseUrl: `${bench.server.url}/other` })).resolves.toEqual(
			testFailure(/Base URL/),
		);
	});

	test('fails where a web page responds', async () => {
		await expect(pressTest({ baseUrl: webServerUrl() })).resolves.toEqual({
			status: 'Error',
			message: expect.stringContaining('web page'),
		});
	});

	test('fails where nobody responds', async () => {
		await expect(pressTest({ baseUrl: await closedUrl() })).resolves.toEqual({
			status: 'Error',
			message: expect.stringMatching(/./),
		});
	});

	test('refuses to send the secret unencrypted', async () => {
		const result = await pressTest({ baseUrl: 'http://conscent.example.com/api' });

		expect(result).toEqual({ status: 'Error', message: expect.stringContaining('https') });
	});
});

describe('a request of the node', () => {
	test('is signed with key and secret, whatever characters they have', async () => {
		const credential = { apiKey: 'kéy', apiSecret: 'pä:ss "word"' };
		const run = await update({ ...credential, baseUrl: webServerUrl() });

		const expected = Buffer.from('kéy:pä:ss "word"').toString('base64');
		expect(seenElsewhere).toEqual([`Basic ${expected}`]);
		expectNoSecrets(run, [credential.apiSecret, 'kéy:pä:ss "word"']);
	});

	test('with a wrong secret says what to check, without showing it', async () => {
		const run = await update({ apiSecret: 'mistyped-secret' });

		expect(run.error).toMatchObject({
			message: expect.stringMatching(/^Conscent did not accept the credential.* \(HTTP 401\)$/),
			description: expect.stringContaining("Check 'API Key' and 'API Secret'"),
		});
		expectNoSecrets(run, ['mistyped-secret', `${API_KEY}:mistyped-secret`]);
	});

	test('to a port where nobody listens says so', async () => {
		const baseUrl = await closedUrl();
		const run = await update({ baseUrl });

		expect(run.error?.message).toContain(
			`Conscent could not be reached at ${new URL(baseUrl).origin} (ECONNREFUSED)`,
		);
		expectNoSecrets(run);
	});

	test('that a web page responds is no success', async () => {
		const run = await update({ baseUrl: webServerUrl() });

		expect(run.error).toMatchObject({
			message: expect.stringContaining('responded with a web page instead of data'),
			description: expect.stringContaining("'Base URL'"),
		});
		expectNoSecrets(run);
	});

	test('does not follow a redirect, which would take the secret elsewhere', async () => {
		bench.server.control({ faults: [{ kind: 'redirect', location: webServerUrl() }] });
		const run = await update({});

		expect(run.error?.message).toMatch(/^Conscent redirects to another address.* \(HTTP 302\)/);
		expect(seenElsewhere).toEqual([]);
	});
});
