/** All other operations: what each sends and puts out, and a sample of outcomes. */
import { SAMPLED_CASES } from './support/cases/conscent';
import { ConscentBench } from './support/conscent';
import { describeSampleOfOutcomes } from './support/outcomes';
import { describeSampleOfRecoveries } from './support/recoveries';

const bench = new ConscentBench();

describe.each(SAMPLED_CASES)('$name', (operation) => {
	describe('whatever comes of a request', () => describeSampleOfOutcomes(bench, operation));

	describe('with retries', () => describeSampleOfRecoveries(bench, operation));
});
