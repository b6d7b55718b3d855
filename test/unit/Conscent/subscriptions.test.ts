import { resources } from '../../../nodes/Conscent/resources';
import { add } from '../../../nodes/Conscent/resources/subscription/add';
import { cancelAll } from '../../../nodes/Conscent/resources/subscription/cancelAll';
import { migrate } from '../../../nodes/Conscent/resources/subscription/migrate';
import { update } from '../../../nodes/Conscent/resources/subscription/update';
import { RunMemory } from '../../../nodes/shared/memory';
import { stepsOf } from '../../../nodes/shared/steps';
import { parametersOf } from '../shared/support/parameters';
import { expectRefusal } from '../shared/support/refusals';
import { USER_ID, requestOf } from './support/requests';

const ID = { mode: 'id', value: USER_ID };
const SPAN = { subscriptionStartDate: '2026-06-01', subscriptionEndDate: '2026-05-31' };
const MIGRATION = {
	userPrimaryEmail: 'asha@example.com',
	country: 'IN',
	subscriptionTypes: ['digital'],
};

describe('a span that ends before it begins is refused', () => {
	it.each([
		['Add', add, 'End Date', { userId: ID, subscriptionId: ID, subscriptionFields: SPAN }],
		['Update', update, 'End Date', { purchaseId: 'p-1', updateFields: SPAN }],
		[
			'Migrate',
			migrate,
			'Expiry Date',
			{ ...MIGRATION, purchaseDate: '2026-06-01', expiryDate: '2026-05-31T23:59' },
		],
	])('by %s', (_, operation, field, parameters) => {
		expectRefusal(() => requestOf(operation, parameters), field, /is before/);
	});

	it('and one date alone, or a day of both, is not', () => {
		const day = { ...SPAN, subscriptionEndDate: '2026-06-01' };
		const { subscriptionStartDate } = SPAN;
		for (const updateFields of [day, { subscriptionStartDate }]) {
			expect(requestOf(update, { purchaseId: 'p-1', updateFields }).method).toBe('PATCH');
		}
	});
});

describe('a dry run of Cancel All', () => {
	const item = cancelAll.prepare(parametersOf({ userId: ID, whenNotFound: 'fail' }));

	it('reads the active subscriptions, and shows those that would end', () => {
		const steps = stepsOf(item, new RunMemory(), true);
		expect(steps.next().value).toMatchObject({
			method: 'GET',
			lookup: true,
			query: { userId: USER_ID, status: 'ACTIVE' },
		});
		const row = { purchaseId: 'p-1', price: 5, userName: 'Asha', expiryDate: '2027-01-01' };
		expect(steps.next({ status: 200, body: { purchases: [row] } }).value).toMatchObject({
			query: { status: 'ACTIVE', pageNumber: 2 },
		});
		expect(steps.next({ status: 200, body: { purchases: [] } }).value).toMatchObject({
			method: 'POST',
			preview: { wouldEnd: [row] },
		});
	});

	it('reads nothing where it is none', () => {
		expect(stepsOf(item).next().value).toMatchObject({ method: 'POST' });
	});
});

it.each(['subscription', 'content'])('%s opens on a read', (name) => {
	const resource = resources.find(({ value }) => value === name);
	expect(resource?.defaultOperation).toMatch(/^getMany/);
});
