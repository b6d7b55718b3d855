/**
 * Runs nodes of the built package in n8n's own engine (n8n-core), with nothing of the engine replaced:
 * only what n8n's server adds around it (database, settings) is stood in for.
 */
export { testCredential } from './credentialTest';
export { startWorkflow } from './execute';
export { openList, openOptions } from './openList';
export type { ListToOpen } from './openList';
export { CHECKOUT_DIR, loadPackage } from './package';
export { runNode, startNode } from './runNode';
export type { NodeRun, NodeToRun, OutputItem, RunError, RunningNode } from './runNode';
export { leakedSecrets } from './secrets';
export { serveWebhook } from './webhook';
export type { ServedWebhook, WebhookToServe } from './webhook';
