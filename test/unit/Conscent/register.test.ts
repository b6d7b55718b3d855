import type { IDataObject } from 'n8n-workflow';

import type { UserLookup } from '../../../nodes/Conscent/users/find';
import { registerMissing } from '../../../nodes/Conscent/users/register';
import { registeredAs } from '../../../nodes/Conscent/users/remember';
import type { UserReference } from '../../../nodes/Conscent/users/userReference';
import { referTo } from '../../../nodes/Conscent/users/userReference';
import { path } from '../../../nodes/shared/input/path';
import { RunMemory } from '../../../nodes/shared/memory';
import type { ApiRequest, ApiResponse, StepsTo } from '../../../nodes/shared/operation';
import { RequestError } from '../../../nodes/shared/output/requestError';

const EMAIL = referTo('email', 'asha@example.com');
const NUMBER = '9876543210';
const CREATED: ApiResponse = { status: 200, body: { message: 'Created', userId: 'u-9' } };
const FOUND: UserLookup = { kind: 'found', userId: 'u-9', row: {}, source: 'registration' };

function registration(body: IDataObject): ApiRequest {
	return { method: 'POST', path: path`/v2/client/register-user`, body, idempotent: false };
}

function registering(
	user: UserReference,
	body: IDataObject,
	memory = new RunMemory(),
	isDry = false,
): StepsTo<ApiResponse> {
	return registerMissing(registration(body), user, { memory, isDry });
}

/** Responds to look-ups with nobody, up to the registration itself. */
function lookUp(steps: StepsTo<ApiResponse>): string[] {
	const numbers = new Set<string>();
	let step = steps.next();
	while (!step.done && (step.value as ApiRequest).lookup) {
		const { phoneNumber } = (step.value as ApiRequest).query ?? {};
		numbers.add(String(phoneNumber));
		step = steps.next({ status: 200, body: [] });
	}
	expect(step.value).toMatchObject({ method: 'POST' });
	return [...numbers];
}

function failure(mayBeProcessed: boolean): RequestError {
	return new RequestError('It failed', 'Try again.', { attempts: 1, mayBeProcessed });
}

describe('before a user is registered by phone, the other forms of the number are looked up', () => {
	it.each<[string, IDataObject, string[]]>([
		[NUMBER, {}, ['+9876543210']],
		[NUMBER, { countryCode: '+91' }, ['+919876543210']],
		['919876543210', { countryCode: '+91' }, ['+91919876543210', '+919876543210']],
		['+919876543210', {}, []],
		['+919876543210', { countryCode: '+91' }, []],
		['00919876543210', {}, ['+919876543210']],
		['9100212345', {}, ['+9100212345']],
	])('%s with %j: %j', (phone, more, forms) => {
		expect(lookUp(registering(referTo('phone', phone), { phone, ...more }))).toEqual(forms);
	});

	it('and none where the request brings no number, or the user is named by an address', () => {
		expect(lookUp(registering(referTo('phone', NUMBER), {}))).toEqual([]);
		expect(lookUp(registering(EMAIL, { email: EMAIL.written, phone: NUMBER }))).toEqual([]);
	});

	it('and whoever is found under one is not registered again', () => {
		const steps = registering(referTo('phone', NUMBER), { phone: NUMBER });
		steps.next();
		const rows = { purchases: [{ userId: 'u-1', userPhoneNumber: '+9876543210' }] };
		const play = () => {
			for (let body: unknown = rows; ; body = []) {
				const step = steps.next({ status: 200, body });
				if (!(step.value as ApiRequest).lookup) throw new Error('It was sent');
			}
		};
		expect(play).toThrow("Conscent knows a number that may be the same as '9876543210'");
	});
});

describe('what is remembered of a registration', () => {
	const BODY = { email: EMAIL.written, phone: NUMBER, countryCode: '+91' };
	const REFERENCES = [EMAIL, referTo('phone', '+919876543210')];

	const rememberedAfter = (end: (steps: StepsTo<ApiResponse>) => void) => {
		const memory = new RunMemory();
		const steps = registering(EMAIL, BODY, memory);
		steps.next();
		end(steps);
		return REFERENCES.map((reference) => registeredAs(reference, memory));
	};

	const thrownInto = (error: Error) => (steps: StepsTo<ApiResponse>) => {
		expect(() => steps.throw(error)).toThrow(error);
	};

	it('is the new user, under the address and under the full number', () => {
		expect(rememberedAfter((steps) => steps.next(CREATED))).toEqual([FOUND, FOUND]);
	});

	it.each([[['no object']], ['text'], [{ userId: '' }], [{}]])(
		'is that it is unknown who was registered, after %j',
		(body) => {
			const unknown = { kind: 'unclear', doubt: 'registeredWithoutId' };
			expect(rememberedAfter((steps) => steps.next({ status: 200, body }))).toEqual([
				unknown,
				unknown,
			]);
		},
	);

	it('is a doubt while it is under way, and for good where it may have been processed', () => {
		const doubt = { kind: 'unclear', doubt: 'perhapsRegistered' };
		expect(rememberedAfter(() => undefined)).toEqual([doubt, doubt]);
		expect(rememberedAfter(thrownInto(failure(true)))).toEqual([doubt, doubt]);
	});

	it.each([failure(false), new Error('The execution was stopped')])(
		'is nothing where it surely failed: %s',
		(error) => {
			expect(rememberedAfter(thrownInto(error))).toEqual([undefined, undefined]);
		},
	);

	it('is nothing in a dry run', () => {
		const memory = new RunMemory();
		const steps = registering(EMAIL, BODY, memory, true);
		expect(steps.next().value).toMatchObject({ method: 'POST' });
		expect(steps.next(CREATED)).toEqual({ done: true, value: CREATED });
		expect(registeredAs(EMAIL, memory)).toBeUndefined();
	});

	it('keeps another item from registering who may be the same', () => {
		const memory = new RunMemory();
		const first = registering(EMAIL, { email: EMAIL.written, phone: NUMBER }, memory);
		first.next();
		first.next(CREATED);
		const other = referTo('email', 'rao@example.com');
		const second = registering(other, { email: other.written, phone: '+919876543210' }, memory);
		expect(() => second.next()).toThrow(
			"An earlier item registered a user who may be the same as 'rao@example.com'",
		);
	});

	it('is the new user under the address too, where the item names them by number', () => {
		const memory = new RunMemory();
		const phone = referTo('phone', NUMBER);
		const steps = registering(phone, { phone: NUMBER, email: EMAIL.written }, memory);
		lookUp(steps);
		steps.next(CREATED);
		expect([phone, EMAIL].map((reference) => registeredAs(reference, memory))).toEqual([
			FOUND,
			FOUND,
		]);
	});

	it('has no number where the request brings none that is clearly one', () => {
		const memory = new RunMemory();
		const steps = registering(EMAIL, { phone: '12' }, memory);
		steps.next();
		steps.next(CREATED);
		expect(registeredAs(EMAIL, memory)).toEqual(FOUND);
	});
});
