/** The Conscent test server: driven by `spec/`, keeps state in memory, and fails on demand. */
export { API_KEY, API_SECRET } from './app';
export type { ControlSettings } from './control';
export type { Fault, FaultMatch } from './faults';
export type { LimitSettings } from './limiter';
export type { RequestRecord, ServerStats } from './records';
export { SAMPLE_DASHBOARD_USER_IDS, SAMPLE_USER_IDS, userIdOf } from './seed';
export { startConscentServer } from './server';
export type { ConscentServer, ConscentServerOptions } from './server';
export { readSpec } from './spec';
export type { Address, ConscentState, DashboardUser, User } from './state';
