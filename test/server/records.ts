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
	/** Whether the server did what was asked for, whatever it then responded with. */
	processed: boolean;
	/** The status of the response, or 'cut' if the connection ended before all of it was out; null while it is open. */
	status: number | 'cut' | null;
	/** What is wrong with the request by the API description; empty if nothing is. */
	specErrors: readonly string[];
}

export interface ServerStats {
	readonly requests: number;
	readonly inFlight: number;
	readonly maxInFlight: number;
	/** TCP connections accepted so far. */
	readonly connections: number;
	/** How often each status was sent; 'cut' for connections that ended without a response. */
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

	/** The status may be corrected: a response counts as cut once it turns out that it never got out. */
	setStatus(record: RequestRecord, status: number | 'cut'): void {
		if (record.status !== null) this.count(record.status, -1);
		record.status = status;
		this.count(status, 1);
	}

	reset(): void {
		this.kept = [];
		this.requests = 0;
		this.maxInFlight = this.inFlight;
		this.connections = 0;
		this.byStatus = {};
	}

	private count(status: number | 'cut', by: number): void {
		const next = (this.byStatus[status] ?? 0) + by;
		if (next > 0) this.byStatus[status] = next;
		else delete this.byStatus[status];
	}
}
