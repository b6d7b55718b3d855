import { accountFor } from '../../../../nodes/shared/http/account';
import { Spacing } from '../../../../nodes/shared/http/rateLimiter';
import { VirtualTime } from '../../../support/simulation/virtualTime';
import type { Service } from '../../../../nodes/shared/service';
import { SERVICE } from '../support/service';

const BASE_URL = 'https://api.example.com/api';
const CREDENTIAL = { apiKey: 'key', apiSecret: 'secret' };
const FIVE_MINUTES_MS = 300_000;

const SIGNING_IN: Service = {
	...SERVICE,
	session: {
		tokenProperty: 'token',
		hidden: ['token', 'tokenOwner'],
		refusedWith: 401,
		isUsable: () => true,
		lifetimeMs: () => Infinity,
		signIn: () => {
			throw new Error('Nobody signs in here');
		},
	},
};

let time: VirtualTime;

beforeEach(() => {
	time = new VirtualTime();
});

afterEach(() => {
	time.end();
});

describe('the account', () => {
	it('is the same for the same credential at the same address, however it is put together', () => {
		const account = accountFor(SERVICE, BASE_URL, CREDENTIAL);
		expect(accountFor(SERVICE, BASE_URL, { ...CREDENTIAL })).toEqual(account);
		expect(accountFor(SERVICE, BASE_URL, { ...CREDENTIAL }).line).toBe(account.line);
		const turned = { apiSecret: 'secret', apiKey: 'key' };
		expect(accountFor(SERVICE, BASE_URL, turned).line).toBe(account.line);
	});

	it('is the same whatever a sign-in has written into the credential', () => {
		const of = (credential: object) =>
			accountFor(SIGNING_IN, BASE_URL, { ...CREDENTIAL, ...credential });
		const account = of({ token: '' });
		expect(of({ token: 'one', tokenOwner: 'a' }).token).toBe(account.token);
		expect(of({}).line).toBe(account.line);
	});

	it.each([
		['secret', SERVICE, BASE_URL, { ...CREDENTIAL, apiSecret: 'other' }],
		['key', SERVICE, BASE_URL, { ...CREDENTIAL, apiKey: 'other' }],
		['address', SERVICE, 'https://sandbox.example.com/api', CREDENTIAL],
		['service', { ...SERVICE, credentialType: 'otherApi' }, BASE_URL, CREDENTIAL],
	])('is another for another %s', (_what, service, baseUrl, credential) => {
		const account = accountFor(SERVICE, BASE_URL, CREDENTIAL);
		const other = accountFor(service, baseUrl, credential);
		expect(other.line).not.toBe(account.line);
		expect(other.token).not.toBe(account.token);
	});

	it('is forgotten once nobody has used it for five minutes', async () => {
		const { line } = accountFor(SERVICE, BASE_URL, CREDENTIAL);
		await time.run(time.sleep(FIVE_MINUTES_MS));
		expect(accountFor(SERVICE, BASE_URL, CREDENTIAL).line).toBe(line);
		await time.run(time.sleep(FIVE_MINUTES_MS + 1));
		expect(accountFor(SERVICE, BASE_URL, CREDENTIAL).line).not.toBe(line);
	});

	it('is kept while somebody waits, or a pause lasts', async () => {
		const { line } = accountFor(SERVICE, BASE_URL, CREDENTIAL);
		const run = { requestsPerSecond: 0, patienceMs: 1e9, spacing: new Spacing() };
		const turn = await time.run(line.waitForTurn(run, false));
		line.done(turn, {
			kind: 'errorResponse',
			status: 429,
			errorBody: {},
			isWebPage: false,
			retryAfterMs: 2 * FIVE_MINUTES_MS,
		});
		await time.run(time.sleep(FIVE_MINUTES_MS + 1));
		expect(accountFor(SERVICE, BASE_URL, CREDENTIAL).line).toBe(line);
	});
});
