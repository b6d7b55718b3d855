import type { Authorize, Clock } from './client';
import type { CallResponse, Json, PlannedCall, Question, Target } from './question';

export type Secrets = Readonly<Record<string, string>>;

/** Where a service shows and takes a reader's profile. */
export interface ReaderCalls {
	/** Tried in this order, until one shows the profile. */
	readonly reads: readonly [PlannedCall, ...PlannedCall[]];
	/** The only call by which a profile is ever written to. */
	readonly write: PlannedCall;
	/** A call that only reads and shows some of the profile, to see whether reading it by an update changed it. */
	readonly witness?: {
		readonly call: PlannedCall;
		knownIn(response: CallResponse): Json;
	};
	profileIn(response: CallResponse): Json | undefined;
	/** Keys that each write changes, or that belong to the service. */
	readonly ignoredKeys: readonly string[];
	/** The body of a restoring write, where a write may reset the keys that it leaves out. */
	wholeBody?(profile: Json, differing: readonly string[]): Json;
	/** Values that no response shows, guessed from the profile. */
	hidden?(profile: Json): Json;
}

/** What sets one API apart from the others that can be calibrated. */
export interface CalibratedService {
	readonly name: string;
	/** Its file in `spec/`. */
	readonly specFile: string;
	/** What each secret is called, by the environment variable it is taken from. */
	readonly secrets: Readonly<Record<string, string>>;
	/** @throws for an address that secrets must not be sent to */
	baseUrl(environment: Target['environment'], baseUrl: string, secrets: Secrets): string;
	authorize(baseUrl: string, secrets: Secrets): Authorize;
	readonly questions: readonly Question[];
	/** A call that succeeds with the right credential; what else it says ends the calibration. */
	preflight(target: Target): PlannedCall;
	reader(target: Target): ReaderCalls;
	/** Below which path the questions of the kind `create` may write. */
	readonly createPath?: string;
}

/** What a run gets from the process around it. */
export interface Surroundings {
	readonly say: (line: string) => void;
	readonly secrets: () => Promise<Secrets>;
	readonly fetch: typeof fetch;
	readonly clock: Clock;
	/** Ends the questions; the reader is restored all the same. */
	readonly stop: AbortSignal;
	/** Ends the restoring, too. */
	readonly giveUp: AbortSignal;
	/** Where the files of the spec are. */
	readonly specFolder: string;
	readonly today: string;
}
