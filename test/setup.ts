import type * as FastCheck from 'fast-check';

import './userFolder';

// Property tests try the same cases in every run. `FC_SEED=random` tries others; a failure names its seed, and
// `FC_SEED=<seed>` brings it back.
jest.mock('fast-check', () => {
	const fastCheck = jest.requireActual<typeof FastCheck>('fast-check');
	const { FC_SEED = '1' } = process.env;
	if (FC_SEED !== 'random') fastCheck.configureGlobal({ seed: Number(FC_SEED) });
	return fastCheck;
});
