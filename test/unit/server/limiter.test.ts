import type { ConscentServer, LimitSettings } from '../../server';
import { SAMPLE_USER_IDS, startConscentServer } from '../../server';
import { createLimiter, retryAfterHeader } from '../../server/limiter';
import { patchUser } from './client';

/** Which of the requests at these moments get in. */
function admitted(settings: LimitSettings, ...timesMs: number[]): number[] {
	const limiter = createLimiter(settings);
	return timesMs.filter((timeMs) => limiter(timeMs) === 0);
}

describe('a fixed window', () => {
	it('counts anew each second, so twice as many fit around its edge', () => {
		const timesMs = [0, 900, 950, 1000, 1001, 1002];
		expect(admitted({ perSecond: 2 }, ...timesMs)).toEqual([0, 900, 1000, 1001]);
	});

	it('tells how long the window still lasts', () => {
		const limiter = createLimiter({ perSecond: 1 });
		expect([limiter(5000), limiter(5400), limiter(5999), limiter(6000)]).toEqual([0, 600, 1, 0]);
	});
});

describe('a sliding window', () => {
	it('never lets more in within any second', () => {
		const timesMs = [0, 900, 950, 1000, 1001, 1899, 1900];
		expect(admitted({ perSecond: 2, window: 'sliding' }, ...timesMs)).toEqual([0, 900, 1000, 1900]);
	});
});

describe('a bucket', () => {
	it('saves up a burst and fills evenly', () => {
		const limit = { perSecond: 10, window: 'bucket', burst: 3 } as const;
		expect(admitted(limit, 0, 1, 2, 3, 99, 101, 102, 205, 1500, 1501, 1502, 1503)).toEqual([
			0, 1, 2, 101, 205, 1500, 1501, 1502,
		]);
	});

	it('tells when the next token comes', () => {
		const limiter = createLimiter({ perSecond: 4, window: 'bucket', burst: 1 });
		expect([limiter(0), limiter(50), limiter(250)]).toEqual([0, 200, 0]);
	});
});

describe('Retry-After', () => {
	it.each([
		['seconds', 10, '1'],
		['seconds', 1001, '2'],
		['date', 10, 'Thu, 01 Jan 1970 00:00:06 GMT'],
	] as const)('%s for a wait of %i ms', (form, waitMs, expected) => {
		expect(retryAfterHeader(form, waitMs, 5000)).toEqual({ 'retry-after': expected });
	});

	it('can be left out', () => {
		expect(retryAfterHeader('none', 10, 0)).toEqual({});
	});
});

describe('the limited server', () => {
	let server: ConscentServer;
	beforeAll(async () => {
		server = await startConscentServer();
	});
	afterAll(() => server.close());

	it('responds with 429 in the form of the API, does nothing, and lets go when the limit is taken away', async () => {
		server.control({ limit: { perSecond: 1, window: 'bucket', burst: 1 } });
		const rename = async (name: string) => await patchUser(server, SAMPLE_USER_IDS[0], { name });
		// At once, so that even a busy machine sends two of them within a second.
		const names = ['One', 'Two', 'Three', 'Four', 'Five'];
		const responses = await Promise.all(names.map(rename));
		const accepted = names.filter((_, index) => responses[index]?.status === 200);
		const refused = responses.find(({ status }) => status === 429);
		expect(refused?.json).toMatchObject({
			statusCode: 429,
			message: 'ThrottlerException: Too Many Requests',
		});
		expect(refused?.headers.get('retry-after')).toBe('1');
		expect(accepted).toContain(server.state.users.get(SAMPLE_USER_IDS[0])?.name);
		server.control({ limit: null });
		expect((await rename('Six')).status).toBe(200);
	});
});
