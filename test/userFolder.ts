import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const { TEST_RUN_FOLDER = tmpdir() } = process.env;

// n8n-core writes an encryption key below the user folder on first use; it must not be the developer's own. Each test
// file has its own, as files run at the same time.
process.env['N8N_USER_FOLDER'] ??= mkdtempSync(path.join(TEST_RUN_FOLDER, 'user-'));
