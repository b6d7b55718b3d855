import type { Connection } from './client';
import type { PlannedCall, Question, QuestionKind, Target } from './question';
import type { ReaderCalls } from './reader';

/** A secret that a service needs, with the environment variable it is taken from. */
export interface SecretName {
	readonly variable: string;
	readonly title: string;
}

export type Secrets = Readonly<Record<string, string>>;

/** What sets one API apart from the others that can be calibrated. */
export interface CalibratedService {
	readonly name: string;
	/** Its file in `spec/`. */
	readonly specFile: string;
	readonly secrets: readonly SecretName[];
	/** @throws for an address that secrets must not be sent to */
	baseUrl(environment: Target['environment'], baseUrl: string, secrets: Secrets): string;
	connect(baseUrl: string, secrets: Secrets): Connection;
	readonly questions: readonly Question[];
	/** Where a call with the right credential must succeed; what else it says ends the calibration. */
	preflight(target: Target): PlannedCall;
	/** The user whose profile is written to; undefined if the writing questions cannot be asked. */
	reader(target: Target): ReaderCalls;
	/** Whether a call stays with what its question may change. */
	mayWrite(call: PlannedCall, kind: QuestionKind, target: Target): boolean;
	/** Whether the reader must be named: without it, the writing questions are left open. */
	readonly needsUserId: boolean;
}
