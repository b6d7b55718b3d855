/** Whatever is cut, the reader is as before, or the report says what is not. */
import type { Calibration } from '../../../../scripts/calibrate/calibrate';
import type { Fault } from '../../../server';
import { READER, asked, readerOf, server, startServer, sentTo } from './support';

startServer();

const WRITING = ['unknown-key', 'profile-fields', 'dates', 'partial-address', 'address-lists'];

async function withFault(question: string, fault: Fault): Promise<Calibration> {
	server.reset();
	server.control({ faults: [fault] });
	return await asked(['--only', question]);
}

describe.each(WRITING)('the question %s', (question) => {
	it.each(['cutBefore', 'cutAfter'] as const)(
		'leaves the reader as before, with %s at every single request once',
		async (kind) => {
			const before = readerOf(server);
			const whole = await asked(['--only', question]);
			const requests = whole.exchanges.length;
			expect(requests).toBeGreaterThan(5);
			for (let skip = 0; skip < requests; skip++) {
				const report = await withFault(question, { kind, skip, first: 1 });
				expect(server.stats().byStatus['cut']).toBe(1);
				expect({ skip, reader: readerOf(server) }).toEqual({ skip, reader: before });
				if (report.reader) expect(report.reader).toMatchObject({ differences: [] });
			}
		},
	);
});

it('says what may differ when the API is gone for good', async () => {
	const report = await withFault('profile-fields', { kind: 'cutBefore', skip: 12 });
	expect(report.reader?.verified).toBe(false);
	const told = report.reader?.differences.map(({ key }) => key);
	expect(told).toEqual(expect.arrayContaining(['name', 'gender', 'dateOfBirth']));
	const before = server.state.users.get(READER);
	server.reset();
	const changed = Object.entries(readerOf(server)).filter(([key, value]) => {
		return JSON.stringify(before?.[key]) !== JSON.stringify(value);
	});
	expect(changed.length).toBeGreaterThan(0);
	expect(told).toEqual(expect.arrayContaining(changed.map(([key]) => key)));
});

it('writes to nobody else, and no more than the plan says', async () => {
	const others = () => [...server.state.users.values()].filter(({ userId }) => userId !== READER);
	const before = structuredClone(others());
	await asked();
	expect(others()).toEqual(before);
	const writes = server.records.filter(({ method }) => method !== 'GET');
	expect(new Set(writes.map(({ url }) => url))).toEqual(
		new Set([`/api/v2/client/update-user?userId=${READER}`]),
	);
});

it('puts back what it can, though one value is not taken any more', async () => {
	Object.assign(server.state.users.get(READER) ?? {}, { gender: 'OF_OLD' });
	const before = readerOf(server);
	const report = await asked(['--only', 'profile-fields']);
	expect(report.reader?.differences.map(({ key }) => key)).toEqual(['gender']);
	expect(readerOf(server)).toEqual({ ...before, gender: null });
});

describe('Ctrl+C', () => {
	/** Pressed while the request of that number is under way. */
	function pressedAt(requests: readonly number[]) {
		const controllers = [new AbortController(), new AbortController()];
		const send = sentTo(server.baseUrl);
		let sent = 0;
		const counting: typeof fetch = async (url, init) => {
			sent += 1;
			requests.forEach((at, index) => {
				if (sent === at) controllers[index]?.abort();
			});
			return await send(url, init);
		};
		const [stop, giveUp] = controllers.map(({ signal }) => signal) as [AbortSignal, AbortSignal];
		return { fetch: counting, stop, giveUp };
	}

	it('ends the questions, and restores the reader all the same', async () => {
		const before = readerOf(server);
		const report = await asked(['--only', WRITING.join(',')], pressedAt([10]));
		expect(report.stopped).toMatch(/stopped by hand/);
		expect(report.reader).toMatchObject({ verified: true, differences: [] });
		expect(readerOf(server)).toEqual(before);
		const asking = report.exchanges.filter(({ askedBy }) => askedBy !== 'restore');
		expect(asking).toHaveLength(10);
		const settled = report.findings.filter(({ verdict }) => verdict !== 'open');
		expect(settled.map(({ question }) => question)).toEqual(['unknown-key']);
	});

	it('a second time gives the restoring up, and says what may differ', async () => {
		const report = await asked(['--only', 'profile-fields'], pressedAt([9, 10]));
		expect(report.reader?.verified).toBe(false);
		expect(report.reader?.differences.map(({ key }) => key)).toContain('name');
	});
});

it('keeps requests back for the restoring', async () => {
	const before = readerOf(server);
	const report = await asked(['--only', WRITING.join(','), '--max-requests', '40']);
	expect(report.findings.some(({ text }) => text === 'All 40 requests are used up')).toBe(true);
	expect(report.reader).toMatchObject({ verified: true, differences: [] });
	expect(readerOf(server)).toEqual(before);
	expect(server.stats().requests).toBeLessThanOrEqual(40);
});
