import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Where `npm run test:versions` has put another engine. */
const FOLDER = process.env['ENGINE_FOLDER'] ?? path.resolve(__dirname, '../../..');

const { version } = JSON.parse(
	readFileSync(path.join(FOLDER, 'node_modules/n8n-core/package.json'), 'utf8'),
) as { version: string };

const [major = 0, minor = 0] = version.split('.').map(Number);

/** Between 2.0 and 2.37 n8n came to use a credential test's own texts also where the server refuses or is away. */
export const SAYS_WHY_A_TEST_FAILS = major > 2 || (major === 2 && minor >= 37);

/** What a credential's test says: n8n's own words where it does not use those of the credential. */
export function testFailure(message: RegExp): object {
	return {
		status: 'Error',
		message: expect.stringMatching(SAYS_WHY_A_TEST_FAILS ? message : /\w/),
	};
}

/** Between 2.0 and 2.37 n8n came to resolve what a webhook's own parameters say of its request. */
export const RESOLVES_REQUESTS_IN_WEBHOOKS = SAYS_WHY_A_TEST_FAILS;
