/**
 * Lists all purchases of a server in a process of its own, whose memory the caller limits:
 * `node --max-old-space-size=… --import tsx listInChild.ts <base URL> <purchase type> <simplify>`.
 */
import type { INode } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { startWorkflow } from '../harness';
import { SOURCE_TYPE } from '../harness/testNodes';

const BYTES_PER_MB = 1024 * 1024;
const KB_PER_MB = 1024;

function node(name: string, type: string, parameters: INode['parameters'] = {}): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters };
}

async function list(baseUrl: string, purchaseType: string, simplify: boolean) {
	const parameters = {
		resource: 'purchase',
		operation: 'getMany',
		purchaseType,
		returnAll: true,
		simplify,
	};
	const { finished } = await startWorkflow({
		nodes: [node('Source', SOURCE_TYPE), node('List', 'conscent', parameters)],
		connections: {
			Source: { main: [[{ node: 'List', type: NodeConnectionTypes.Main, index: 0 }]] },
		},
		items: [{ json: {} }],
		credentials: {
			conscentApi: { environment: 'custom', baseUrl, apiKey: 'test-key', apiSecret: 'test-secret' },
		},
	});
	const { run, durationMs } = await finished;
	const items = run.data.resultData.runData['List']?.[0]?.data?.['main']?.[0] ?? [];
	return {
		status: run.status,
		rows: items.length,
		paired: items.filter(({ pairedItem }) => pairedItem !== undefined).length,
		durationMs: Math.round(durationMs),
		heapMb: Math.round(process.memoryUsage().heapUsed / BYTES_PER_MB),
		peakMb: Math.round(process.resourceUsage().maxRSS / KB_PER_MB),
	};
}

const [baseUrl = '', purchaseType = '', simplify = 'true'] = process.argv.slice(2);
void list(baseUrl, purchaseType, simplify === 'true').then((result) => {
	process.stdout.write(JSON.stringify(result));
	// n8n's modules keep timers that would keep the process.
	process.exit(0);
});
