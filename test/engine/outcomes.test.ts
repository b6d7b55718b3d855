/**
 * The three main operations and one of each other kind × every way n8n treats errors × every outcome.
 * Three items, of which the middle one meets the fault, and the others must not notice.
 */
import { FULL_CASES } from './support/cases/conscent';
import { LOOK_UP_CASE, MAIN_CASES } from './support/cases/conscentMain';
import { ConscentBench } from './support/conscent';
import { describeOutcomes } from './support/outcomes';
import { describeRecoveries } from './support/recoveries';

const bench = new ConscentBench();

describe.each([...MAIN_CASES, LOOK_UP_CASE, ...FULL_CASES])('$name', (operation) => {
	describe('whatever comes of a request', () => describeOutcomes(bench, operation));

	describe('with retries', () => describeRecoveries(bench, operation));
});
