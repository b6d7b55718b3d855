/** Everything a test of the real n8n needs, see ../README.md. */
export * from '../../../scripts/n8n/client';
export * from '../../../scripts/n8n/playground';
export * from './workflows';

/** Installing n8n for the first time can take minutes; starting it takes about ten seconds. */
export const PLAYGROUND_TIMEOUT_MS = 15 * 60_000;
export const TEST_TIMEOUT_MS = 60_000;
