import type { RunSummary } from '../../../../nodes/shared/output/runSummary';
import { summarise } from '../../../../nodes/shared/output/runSummary';

const SMOOTH: RunSummary = { items: 1000, failed: 0, skipped: 0, rateLimited: 0, retried: 0 };

describe('summarise', () => {
	it('has nothing to say of a smooth run', () => {
		expect(summarise('Service', SMOOTH)).toBeUndefined();
	});

	it.each([
		[
			{ rateLimited: 37, failed: 3 },
			"Of 1,000 items: 37 requests waited for Service's rate limit; 3 items failed.",
		],
		[{ retried: 1 }, 'Of 1,000 items: 1 request had to be sent again.'],
		[{ skipped: 2 }, 'Of 1,000 items: 2 items skipped.'],
		[{ skipped: 1 }, 'Of 1,000 items: 1 item skipped.'],
		[{ failed: 1, items: 1 }, 'Of 1 item: 1 item failed.'],
		[
			{ rateLimited: 1, retried: 12_345, failed: 2 },
			"Of 1,000 items: 1 request waited for Service's rate limit; 12,345 requests had to be sent again; 2 items failed.",
		],
	])('tells of %j', (counts, text) => {
		expect(summarise('Service', { ...SMOOTH, ...counts })).toBe(text);
	});
});
