import { setTimeout as delay } from 'node:timers/promises';

import { DeliveryLog, LINES_PER_WINDOW } from '../../../nodes/ConscentTrigger/deliveryLog';

const WINDOW_MS = 200;
const POLL_INTERVAL_MS = 10;

function logMany(log: DeliveryLog, triggerId: string, times: number): string[] {
	const lines: string[] = [];
	for (let time = 1; time <= times; time += 1) {
		log.log(triggerId, `rejection ${time}`, (line) => lines.push(line));
	}
	return lines;
}

async function waitForLines(lines: string[], count: number): Promise<void> {
	while (lines.length < count) await delay(POLL_INTERVAL_MS);
}

describe('the log of deliveries', () => {
	it('has one line for each, up to so many', () => {
		const lines = logMany(new DeliveryLog('rejected'), 'a', LINES_PER_WINDOW);
		expect(lines).toHaveLength(LINES_PER_WINDOW);
		expect(lines.at(-1)).toBe(`rejection ${LINES_PER_WINDOW}`);
		expect(logMany(new DeliveryLog('rejected'), 'a', 1000)).toEqual(lines);
	});

	it('tells at the end of the window how many more there were, and begins anew', async () => {
		const log = new DeliveryLog('rejected', WINDOW_MS);
		const lines = logMany(log, 'a', LINES_PER_WINDOW + 137);
		await waitForLines(lines, LINES_PER_WINDOW + 1);
		expect(lines.at(-1)).toBe('rejected 137 more deliveries in the last minute');
		expect(logMany(log, 'a', 1)).toEqual(['rejection 1']);
	});

	it('says no more where nothing was left out', async () => {
		const log = new DeliveryLog('rejected', WINDOW_MS);
		const few = logMany(log, 'a', LINES_PER_WINDOW);
		// Its window ends after that of the first trigger.
		const many = logMany(log, 'b', LINES_PER_WINDOW + 1);
		await waitForLines(many, LINES_PER_WINDOW + 1);
		expect(few).toHaveLength(LINES_PER_WINDOW);
	});

	it('has one timer for each window, however many deliveries come', () => {
		const timeout = jest.spyOn(AbortSignal, 'timeout');
		logMany(new DeliveryLog('rejected'), 'a', 1);
		expect(timeout).toHaveBeenCalledTimes(1);
		logMany(new DeliveryLog('rejected'), 'a', 1000);
		expect(timeout).toHaveBeenCalledTimes(2);
		timeout.mockRestore();
	});

	it('counts each trigger by itself', () => {
		const log = new DeliveryLog('rejected');
		logMany(log, 'a', LINES_PER_WINDOW);
		expect(logMany(log, 'b', 1)).toEqual(['rejection 1']);
	});
});
