/** The Conscent test server: driven by `spec/`, keeps state in memory, and fails on demand. */
export { API_KEY, API_SECRET } from './app';
export type { ControlSettings } from './control';
export { sampleEvents, sendEvent, signatureOf, signedEvent } from './events';
export type { SampleEvent, SignedEvent, SigningOptions } from './events';
export type { Fault, FaultMatch } from './faults';
export type { LimitSettings } from './limiter';
export type { Personality } from './personality';
export type { RequestRecord, ServerStats } from './records';
export { purchaseIdOf, transactionIdOf } from './purchases';
export type { Purchase, Transaction } from './purchases';
export {
	CLIENT_ID,
	SAMPLE_CONTENT_IDS,
	SAMPLE_DASHBOARD_USER_IDS,
	SAMPLE_PLAN_IDS,
	SAMPLE_PURCHASE_IDS,
	SAMPLE_TIER_IDS,
	SAMPLE_USER_IDS,
	userIdOf,
} from './seed';
export { startConscentServer } from './server';
export type { ConscentServer, ConscentServerOptions } from './server';
export { readSpec } from './spec';
export type {
	Address,
	ConscentState,
	Content,
	DashboardUser,
	Plan,
	SeedOptions,
	User,
} from './state';
