/** What single operations send for an item, and what they put out, to the letter. */
import { add } from '../../../../nodes/Conscent/resources/subscription/add';
import { getManySubscribers } from '../../../../nodes/Conscent/resources/subscription/getManySubscribers';
import { migrate } from '../../../../nodes/Conscent/resources/subscription/migrate';
import { register } from '../../../../nodes/Conscent/resources/user/register';
import { play } from '../../shared/support/play';
import { validationErrorOf } from '../../shared/support/refusals';

const ID = { mode: 'id', value: '66c5f1a2b3d4e5f6a7b8c9d0' };
const DONE = { message: 'done' };

describe('Migrate', () => {
	const DIGITAL = {
		userPrimaryEmail: 'Asha@Example.com',
		country: 'IN',
		subscriptionTypes: ['digital'],
		purchaseDate: '2026-01-01',
		expiryDate: '2026-12-31',
	};

	function bodyWith(change: object) {
		return play(migrate, { ...DIGITAL, ...change }, [DONE]).requests[0]?.body;
	}

	it('names the plan by its types, and no price where there is none', () => {
		expect(bodyWith({})?.['subscriptionDetails']).toEqual({
			subscriptionType: { physical: false, digital: true },
		});
	});

	it('names a price with its currency', () => {
		const migrationFields = { price: 499, currency: 'INR' };
		expect(bodyWith({ migrationFields })?.['subscriptionDetails']).toMatchObject({
			priceDetails: { price: 499, currency: 'INR' },
		});
	});

	it.each([
		[{ userPrimaryEmail: '' }, "'Email' and 'Phone' are both empty", /whoever has it/],
		[{ subscriptionTypes: [] }, "'Plan Types' is empty", /^Choose at least one\.$/],
		[
			{ migrationFields: { price: 499 } },
			"'Currency' is empty",
			/^Add it to 'Migration Fields': a price needs its currency/,
		],
		[
			{ subscriptionTypes: ['physical'] },
			"'Address' is needed for a physical plan",
			/^Add 'Address' to 'Migration Fields'\.$/,
		],
	])('refuses %j', (change, message, hint) => {
		const error = validationErrorOf(() => bodyWith(change));
		expect(error).toMatchObject({ message, hint: expect.stringMatching(hint) as string });
		expect(message).toContain(`'${error.field}'`);
	});

	it('keeps the order of items with one contact', () => {
		expect(play(migrate, DIGITAL, [DONE]).orderKey).toBe('asha@example.com');
		const byPhone = { ...DIGITAL, userPrimaryEmail: '', userPrimaryPhone: '9876543210' };
		expect(play(migrate, byPhone, [DONE]).orderKey).toBe('9876543210');
	});
});

describe('Add', () => {
	it.each([
		[undefined, {}],
		[{ mode: 'id', value: 't-1' }, { tierId: 't-1' }],
	])('with the tier %j sends %j', (tierId, sent) => {
		const parameters = { userId: ID, subscriptionId: { mode: 'id', value: 'p-1' }, tierId };
		const [request] = play(add, parameters, [DONE]).requests;
		expect(request?.body).toEqual({ userId: ID.value, subscriptionId: 'p-1', ...sent });
	});

	it.each(['userId', 'subscriptionId'])('does not let Additional Fields set %s', (key) => {
		const subscriptionFields = { additionalFields: JSON.stringify({ [key]: 'other' }) };
		const parameters = { userId: ID, subscriptionId: { mode: 'id', value: 'p-1' } };
		const name = key === 'userId' ? "'User'" : "'Subscription Plan'";
		expect(
			validationErrorOf(() => play(add, { ...parameters, subscriptionFields }, [DONE])),
		).toHaveProperty('message', expect.stringContaining(name));
	});
});

describe('Get Many Subscribers', () => {
	const ROW = {
		userAccount: { userId: 'u-1', email: 'asha@example.com' },
		subscriptionTitle: 'Digital Monthly',
		price: 5,
		internal: { id: 1 },
	};
	const listed = (parameters: object, rows: readonly unknown[] = [ROW, ROW, ROW]) =>
		play(getManySubscribers, { returnAll: false, limit: 2, ...parameters }, [
			{ subscriptions: rows },
		]).items;

	it('puts who subscribes beside what to, for as many as asked', () => {
		const { userAccount, internal, ...plan } = ROW;
		const simple = { ...plan, email: userAccount.email };
		const items = listed({ simplify: true });
		expect(items).toHaveLength(2);
		expect(items[0]).toMatchObject(simple);
		expect(items[0]).not.toHaveProperty('internal', internal);
	});

	it('gives rows whole where they are not to be simplified, or hold nothing that is known', () => {
		expect(listed({ simplify: false, returnAll: true })).toEqual([ROW, ROW, ROW]);
		expect(listed({ simplify: true }, [{ other: 1 }])).toEqual([{ other: 1 }]);
		expect(listed({ simplify: true }, [{ userAccount: null, price: 5 }])).toEqual([{ price: 5 }]);
	});
});

describe('Register', () => {
	it.each([
		[{ firstName: '' }, "'First Name' is empty", /needs it\.$/],
		[{ firstName: 'Asha' }, "'Email' and 'Phone' are both empty", /needs one of them\.$/],
	])('refuses %j', (parameters, message, hint) => {
		expect(validationErrorOf(() => play(register, parameters, [DONE]))).toMatchObject({
			message,
			hint: expect.stringMatching(hint) as string,
		});
	});

	it('keeps the order of items with one contact', () => {
		const keyOf = (contact: object) =>
			play(register, { firstName: 'Asha', ...contact }, [DONE]).orderKey;
		const byEmail = keyOf({ email: 'Asha@Example.com' });
		expect(keyOf({ email: 'asha@example.com', phone: '9876543210' })).toBe(byEmail);
		expect(keyOf({ email: 'ben@example.com' })).not.toBe(byEmail);
		expect(keyOf({ phone: '9876543210' })).not.toBe(byEmail);
		expect(keyOf({ phone: '9876543210' })).toBe(keyOf({ phone: '+91 98765 43210' }));
	});
});
