/** Tens of thousands of rows, listed by a process that may use only so much memory. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { startConscentServer } from '../server';
import type { ConscentServer } from '../server';

const ROWS = 40_000;
/** Of it, n8n-core alone needs about 60 MB. */
const MEMORY_LIMIT_MB = 125;
const TIME_LIMIT_MS = 240_000;

const run = promisify(execFile);
let server: ConscentServer;

beforeAll(async () => {
	server = await startConscentServer({ users: 1_000, purchases: ROWS });
	server.control({ recordBodies: false });
});

afterAll(async () => await server.close());

it(
	`${ROWS.toLocaleString('en-US')} rows need less than ${MEMORY_LIMIT_MB} MB of heap`,
	async () => {
		const { stdout } = await run(process.execPath, [
			`--max-old-space-size=${MEMORY_LIMIT_MB}`,
			'--import',
			'tsx',
			path.join(__dirname, 'support/listInChild.ts'),
			server.baseUrl,
			'subscriptions',
			'true',
		]);
		const result = JSON.parse(stdout) as { status: string; rows: number; paired: number };

		// Two more purchases are those that every server knows.
		expect(result).toMatchObject({ status: 'success', rows: ROWS + 2, paired: ROWS + 2 });
	},
	TIME_LIMIT_MS,
);
