import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// n8n-core writes an encryption key below the user folder on first use; it must not be the developer's own.
process.env['N8N_USER_FOLDER'] ??= mkdtempSync(path.join(tmpdir(), 'n8n-nodes-conscent-'));
