import type { LastAttempt } from './failure';
import type { ApiAnswer } from './operation';
import type { Attempt } from './retry';

/** One attempt: what the retry rules need to know of it, and what to use or to tell. */
export type Sent =
	| { readonly attempt: Attempt; readonly answer: ApiAnswer }
	| { readonly attempt: Attempt; readonly failure: LastAttempt };
