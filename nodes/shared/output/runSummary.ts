import type { RunCounts } from '../http/requestSender';

export interface RunSummary extends RunCounts {
	readonly items: number;
	readonly failed: number;
	readonly skipped: number;
}

/** One sentence on what a run had to cope with, for the editor; undefined when all went smoothly. */
export function summarise(serviceName: string, summary: RunSummary): string | undefined {
	const { items, failed, skipped, rateLimited, retried } = summary;
	const parts = [
		rateLimited > 0 && `${count(rateLimited, 'request')} waited for ${serviceName}'s rate limit`,
		retried > 0 && `${count(retried, 'request')} had to be sent again`,
		skipped > 0 && `${count(skipped, 'item')} skipped`,
		failed > 0 && `${count(failed, 'item')} failed`,
	].filter((part) => part !== false);
	if (parts.length === 0) return undefined;
	return `Of ${count(items, 'item')}: ${parts.join('; ')}.`;
}

function count(number: number, noun: string): string {
	return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}
