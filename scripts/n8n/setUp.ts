/**
 * Installs what the tests in a real n8n need: n8n, and a browser for its editor. Jest calls it before them, as they run side
 * by side; called by itself, it gets ready beforehand.
 */
import { ensureBrowser } from '../browser';
import { ensureN8n } from './install';

export default async function setUp(): Promise<void> {
	await ensureN8n();
	await ensureBrowser();
}

if (require.main === module) void setUp();
