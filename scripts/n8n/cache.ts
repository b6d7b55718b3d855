import os from 'node:os';
import path from 'node:path';

/** Set to use another folder than the platform's usual one. */
export const CACHE_VARIABLE = 'N8N_NODES_CONSCENT_CACHE';

const FOLDER_NAME = 'n8n-nodes-conscent';

function platformCacheFolder(): string {
	if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches');
	return process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
}

/** Outside of the checkout, so that a second clone, or a clean one, finds the 2.2 GB again. */
export function cacheFolder(): string {
	const chosen = process.env[CACHE_VARIABLE];
	return chosen ? path.resolve(chosen) : path.join(platformCacheFolder(), FOLDER_NAME);
}
