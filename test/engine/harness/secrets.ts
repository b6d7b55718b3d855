import { inspect } from 'node:util';
import type { NodeRun } from './runNode';

/** The forms in which a secret could get out: as it is, in base64, in a URL, inside JSON text. */
function disguises(secret: string): string[] {
	return [
		secret,
		Buffer.from(secret).toString('base64').replace(/=+$/, ''),
		encodeURIComponent(secret),
		JSON.stringify(secret).slice(1, -1),
	];
}

/** What n8n stores of a node's output and errors, and what was logged. Its input is the user's own. */
function visibleParts({ run, error, success, failed, hints, logs }: NodeRun): unknown {
	const { runData, lastNodeExecuted } = run.data.resultData;
	const outputs = Object.values(runData).flatMap((tasks) =>
		tasks.map(({ data, error: taskError, hints: taskHints, metadata }) => ({
			data,
			taskError,
			taskHints,
			metadata,
		})),
	);
	return { lastNodeExecuted, outputs, error, success, failed, hints, logs };
}

/**
 * Gives the secrets that appear in what n8n stores, shows or logs of a run.
 * `inspect` also sees hidden properties, symbols and the inside of errors, which JSON would leave out.
 */
export function leakedSecrets(run: NodeRun, secrets: string[]): string[] {
	const parts = visibleParts(run);
	const everything = [
		inspect(parts, { depth: Infinity, maxArrayLength: null, maxStringLength: null }),
		JSON.stringify(parts),
	].join('\n');
	return secrets.filter((secret) => disguises(secret).some((form) => everything.includes(form)));
}
