/** One API request as the server saw it. */
export interface RequestRecord {
	readonly index: number;
	/** When it arrived, in milliseconds since 1970. */
	readonly timeMs: number;
	readonly method: string;
	/** Path and query exactly as they came over the wire. */
	readonly url: string;
	/** The path exactly as it came, still encoded. */
	readonly path: string;
	readonly query: Readonly<Record<string, string | string[]>>;
	/** Without the value of `authorization`; empty with `recordBodies: false`. */
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly authorization: 'right' | 'wrong' | 'missing';
	/** The body's exact text; empty with `recordBodies: false`. */
	readonly bodyText: string;
	/** The body read as JSON; undefined if it is none. */
	readonly body: unknown;
	readonly operationId: string | undefined;
	/** Whether the server did what was asked for, whatever it then answered. */
	processed: boolean;
	/** The status, or 'cut' if the connection ended before the whole answer was out; null while it is open. */
	answered: number | 'cut' | null;
	/** What is wrong with the request by the API description; empty if nothing is. */
	specErrors: readonly string[];
}

export interface ServerStats {
	readonly requests: number;
	readonly inFlight: number;
	readonly maxInFlight: number;
	/** TCP connections accepted so far. */
	readonly connections: number;
	/** How often each status was answered; 'cut' for connections that ended without an answer. */
	readonly byStatus: Readonly<Record<string, number>>;
}

/** Keeps what came in. Requests under `/__` are not counted. */
export class RecordBook {
	private kept: RequestRecord[] = [];
	private requests = 0;
	private inFlight = 0;
	private maxInFlight = 0;
	private connections = 0;
	private byStatus: Record<string, number> = {};

	get records(): readonly RequestRecord[] {
		return this.kept;
	}

	get stats(): ServerStats {
		const { requests, inFlight, maxInFlight, connections } = this;
		return { requests, inFlight, maxInFlight, connections, byStatus: { ...this.byStatus } };
	}

	connected(): void {
		this.connections += 1;
	}

	/** From the first byte on, so that a slow upload counts as in flight too. */
	arrived(): void {
		this.inFlight += 1;
		this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
	}

	left(): void {
		this.inFlight -= 1;
	}

	add(record: Omit<RequestRecord, 'index'>): RequestRecord {
		const numbered = { index: this.requests, ...record };
		this.requests += 1;
		this.kept.push(numbered);
		return numbered;
	}

	/** The outcome may be corrected: an answer counts as cut once it turns out that it never got out. */
	answered(record: RequestRecord, outcome: number | 'cut'): void {
		if (record.answered !== null) this.count(record.answered, -1);
		record.answered = outcome;
		this.count(outcome, 1);
	}

	reset(): void {
		this.kept = [];
		this.requests = 0;
		this.maxInFlight = this.inFlight;
		this.connections = 0;
		this.byStatus = {};
	}

	private count(outcome: number | 'cut', by: number): void {
		const next = (this.byStatus[outcome] ?? 0) + by;
		if (next > 0) this.byStatus[outcome] = next;
		else delete this.byStatus[outcome];
	}
}
