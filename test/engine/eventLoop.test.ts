/** Thousands of items that nothing is sent for: n8n goes on responding meanwhile, and can stop the run. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { userIdOf } from '../server';
import type { RunningNode } from './harness';
import { ConscentBench } from './support/conscent';
import { byId } from './support/cases/operationCase';

const MANY = 10_000;
const STOPPED_AT = 200;
const bench = new ConscentBench();

function update(updateFields: IDataObject): INodeParameters {
	const userId = byId('={{ $json.id }}');
	return { resource: 'user', operation: 'update', userId, updateFields } as INodeParameters;
}

/** Items that tell when n8n reads one of them. */
function watched(idOf: (index: number) => string, onRead: (index: number) => void): IDataObject[] {
	return Array.from({ length: MANY }, (_, index) => ({
		get id() {
			onRead(index);
			return idOf(index);
		},
	}));
}

describe.each([
	['dry runs', update({ name: 'Asha' }), { dryRun: true }, userIdOf],
	['dry runs about one user', update({ name: 'Asha' }), { dryRun: true }, () => userIdOf(0)],
	['items with a wrong value', update({ dateOfBirth: 'soon' }), {}, userIdOf],
	['items without a user', update({ name: 'Asha' }), {}, () => ''],
] as const)('%s', (_name, parameters, options, idOf) => {
	test('end soon after a stop', async () => {
		let lastRead = 0;
		const running: RunningNode[] = [];
		const items = watched(idOf, (index) => {
			lastRead = Math.max(lastRead, index);
			// As a click on Stop: n8n hears of it only when the event loop turns.
			if (index === STOPPED_AT) setImmediate(() => running[0]?.cancel());
		});
		const onError = 'continueRegularOutput' as const;
		running.push(await bench.start({ parameters, items, options, onError }));
		const stopped = await running[0]?.finished;

		expect(stopped?.status).toBe('canceled');
		expect(lastRead).toBeGreaterThanOrEqual(STOPPED_AT);
		expect(lastRead).toBeLessThan(MANY / 2);
		expect(bench.server.records).toEqual([]);
	});
});
