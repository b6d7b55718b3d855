/** Which requests a fault hits; every condition that is given must hold. */
export interface FaultMatch {
	operationId?: string | undefined;
	method?: string | undefined;
	/** In the query, the path, or the body. */
	userId?: string | undefined;
	/** The body's `email`, without regard to case. */
	email?: string | undefined;
	bodyContains?: string | undefined;
	/** Part of the path and query as they were sent. */
	urlContains?: string | undefined;
}

interface FaultChoice {
	match?: FaultMatch | undefined;
	/** Leaves the first N matching requests alone. */
	skip?: number | undefined;
	/** Hits only every Nth of those that come after. */
	every?: number | undefined;
	/** Hits N times, then no more. */
	first?: number | undefined;
}

/** What goes wrong. "Processed" says whether the server does what it was asked to do. */
export type FaultKind =
	/** Responds with this status; not processed, unless told. */
	| {
			kind: 'status';
			status: number;
			retryAfter?: string | number | undefined;
			body?: 'json' | 'html' | 'empty' | undefined;
			processed?: boolean | undefined;
	  }
	/** Waits first, then goes on; several delays add up. */
	| { kind: 'delay'; ms: number }
	/** The connection ends without a response; not processed. */
	| { kind: 'cutBefore' }
	/** The connection ends without a response; processed. */
	| { kind: 'cutAfter' }
	/** Processed; the head of the response and half of its body come, then the connection is cut. */
	| { kind: 'cutInBody' }
	/** 204 without a body; processed. */
	| { kind: 'empty' }
	/** Text instead of JSON; processed. */
	| { kind: 'text'; text?: string | undefined }
	/** JSON that breaks off; processed. */
	| { kind: 'brokenJson' }
	/** Never responds, until the server closes or the client leaves; not processed, unless told. */
	| { kind: 'hang'; processed?: boolean | undefined }
	/** Sends the client elsewhere; not processed. */
	| { kind: 'redirect'; location: string; status?: number | undefined };

export type Fault = FaultChoice & FaultKind;

/** What faults look at in a request. */
export interface FaultSubject {
	readonly operationId: string | undefined;
	readonly method: string;
	readonly userId: string | undefined;
	readonly email: string | undefined;
	readonly bodyText: string;
	readonly url: string;
}

function matches(match: FaultMatch, subject: FaultSubject): boolean {
	const { operationId, method, userId, email, bodyContains, urlContains } = match;
	return (
		(operationId === undefined || operationId === subject.operationId) &&
		(method === undefined || method.toUpperCase() === subject.method) &&
		(userId === undefined || userId === subject.userId) &&
		(email === undefined || email.toLowerCase() === subject.email?.toLowerCase()) &&
		(bodyContains === undefined || subject.bodyText.includes(bodyContains)) &&
		(urlContains === undefined || subject.url.includes(urlContains))
	);
}

class ArmedFault {
	private seen = 0;
	private hits = 0;

	constructor(readonly fault: Fault) {}

	isHit(subject: FaultSubject): boolean {
		const { match = {}, skip = 0, every = 1, first = Infinity } = this.fault;
		if (!matches(match, subject)) return false;
		this.seen += 1;
		const turn = this.seen - skip;
		if (turn <= 0 || turn % every !== 0 || this.hits >= first) return false;
		this.hits += 1;
		return true;
	}
}

/** The faults a request meets: all delays together, and the first other fault. */
export interface Trouble {
	readonly delayMs: number;
	readonly fault: Exclude<Fault, { kind: 'delay' }> | undefined;
}

/** Counts for each fault which requests it met. */
export class FaultPlan {
	private readonly armed: readonly ArmedFault[];

	constructor(faults: readonly Fault[]) {
		this.armed = faults.map((fault) => new ArmedFault(fault));
	}

	troubleFor(subject: FaultSubject): Trouble {
		let delayMs = 0;
		let first: Trouble['fault'];
		for (const armed of this.armed) {
			if (!armed.isHit(subject)) continue;
			if (armed.fault.kind === 'delay') delayMs += armed.fault.ms;
			else first ??= armed.fault;
		}
		return { delayMs, fault: first };
	}
}
