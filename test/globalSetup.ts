import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** One folder for what the test files of a run leave behind; `globalTeardown.ts` removes it. */
export default function setUp(): void {
	process.env['TEST_RUN_FOLDER'] = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-conscent-tests-'));
}
