import {
	assert as check,
	anything,
	boolean,
	constantFrom,
	dictionary,
	jsonValue,
	property,
	record,
	string,
	subarray,
	webSegment,
} from 'fast-check';
import { CommerceEngineApi } from '../../../credentials/CommerceEngineApi.credentials';
import { accountOf, isOfAnotherAccount } from '../../../nodes/CommerceEngine/account';
import { textIn } from '../../../nodes/CommerceEngine/responses';
import { HOSTS, baseUrlOf } from '../../../nodes/CommerceEngine/environment';
import { mergeBusiness, readBusiness } from '../../../nodes/CommerceEngine/fields/business';
import {
	mergeNotifications,
	readNotifications,
} from '../../../nodes/CommerceEngine/fields/notifications';
import { USER_FIELDS } from '../../../nodes/CommerceEngine/fields/user';
import { SIGNED_IN_USER, putUserIn } from '../../../nodes/CommerceEngine/ownUser';
import { hiddenStatus, readErrorBody } from '../../../nodes/CommerceEngine/errorBody';
import { mergeUser } from '../../../nodes/CommerceEngine/resources/user/update';
import { commerceEngine } from '../../../nodes/CommerceEngine/service';
import { loginBody, signIn, signInForN8n } from '../../../nodes/CommerceEngine/signIn';
import { isCurrent, lifetimeMs, userIdIn } from '../../../nodes/CommerceEngine/token';
import { CommerceEngineState, SPEC_FILE, USER_IDS } from '../../server/commerceEngine';
import { HANDLERS } from '../../server/commerceEngine/handlers';
import { readSpec } from '../../server/spec';
import { evidenceProblems, operationsOf } from '../server/evidence';
import { thrownBy, validationErrorOf } from '../shared/support/refusals';

type Json = Record<string, unknown>;

const spec = readSpec(SPEC_FILE) as unknown as Json;

function tokenOf(claims: unknown): string {
	return `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.y`;
}

describe('the API description', () => {
	it('says how sure it is of each point', () => {
		expect(evidenceProblems(spec)).toEqual([]);
	});

	it('has the operations that the test server serves and the node calls', () => {
		const described = operationsOf(spec).map(({ operation }) => operation['operationId']);
		expect(described.sort()).toEqual(Object.keys(HANDLERS).sort());
		const called = commerceEngine.resources.flatMap(({ operations }) =>
			operations.flatMap(({ calls = [] }) => calls),
		);
		expect(described).toEqual(expect.arrayContaining(called));
	});
});

describe('the fields of the node', () => {
	const { schemas } = spec['components'] as { schemas: Record<string, { properties: Json }> };
	const operations = commerceEngine.resources.flatMap((resource) =>
		resource.operations.map((operation) => ({ resource, operation })),
	);

	it.each([
		['user', 'update', 'UserUpdate'],
		['address', 'create', 'CustomerAddress'],
		['address', 'update', 'CustomerAddress'],
	])('%s: %s are all that the API takes', (resourceName, operationName, schema) => {
		const found = operations.find(
			({ resource, operation }) =>
				resource.value === resourceName && operation.value === operationName,
		);
		const names = (found?.operation.properties ?? []).flatMap(({ name, type, options = [] }) =>
			type === 'collection' ? options.map((option) => option.name) : [name],
		);
		const keys = names.map((name) =>
			name.replace('notificationPreferences', 'notification_preferences'),
		);
		expect(keys).toEqual(expect.arrayContaining(Object.keys(schemas[schema]?.properties ?? {})));
		expect(Object.keys(schemas[schema]?.properties ?? {}).length).toBeGreaterThan(8);
	});
});

describe('a kept token', () => {
	const byEmail = {
		environment: 'production',
		storeId: 'store',
		signInWith: 'email',
		email: 'asha@shop.example',
		countryCode: '+91',
		phone: '98679 79689',
	};
	const byPhone = { ...byEmail, signInWith: 'phone' };
	const custom = { ...byEmail, environment: 'custom', baseUrl: 'https://one.example' };

	it.each([
		['nothing else', byEmail, {}, false],
		['only capitals and blanks', byEmail, { email: ' Asha@Shop.example' }, false],
		['another email address', byEmail, { email: 'other@shop.example' }, true],
		['another store', byEmail, { storeId: 'other' }, true],
		['another environment', byEmail, { environment: 'staging' }, true],
		['another address of the API', custom, { baseUrl: 'https://two.example' }, true],
		['another password', byEmail, { password: 'new' }, false],
		['another phone number that is not used', byEmail, { phone: '1' }, false],
		['another phone number', byPhone, { phone: '1' }, true],
		['another country code', byPhone, { countryCode: '+44' }, true],
		['another country code and number', byPhone, { countryCode: '+92', phone: '9867979690' }, true],
		['the number written in another way', byPhone, { phone: '9867979689' }, false],
	])('where the credential then gets %s', (_what, before, change, isOther) => {
		const kept = { ...before, sessionToken: 'token', sessionAccount: accountOf(before) };
		expect(isOfAnotherAccount({ ...kept, ...change })).toBe(isOther);
	});

	it.each([
		[byEmail, 'production store asha@shop.example'],
		[byPhone, 'production store 919867979689'],
		[custom, 'https://one.example store asha@shop.example'],
		[{ storeId: 'Store', signInWith: 'phone' }, ' store '],
	])('is kept with the account %j as %j, which later versions must know', (credential, account) => {
		expect(accountOf(credential)).toBe(account);
	});

	it('is left to the API where nobody knows whose it is', () => {
		expect(isOfAnotherAccount({ ...byEmail, sessionToken: 'token' })).toBe(false);
		expect(isOfAnotherAccount({ ...byEmail, sessionToken: '', sessionAccount: 'x' })).toBe(false);
	});
});

describe('the user in a token', () => {
	it('is its ulid', () => {
		expect(userIdIn(new CommerceEngineState().signIn(USER_IDS[0]))).toBe(USER_IDS[0]);
		check(
			property(
				string().filter((id) => /^[\w-]+$/.test(id)),
				(ulid) => {
					expect(userIdIn(tokenOf({ ulid }))).toBe(ulid);
				},
			),
		);
	});

	it('is nobody in anything else', () => {
		check(property(string(), (text) => expect(userIdIn(text)).toBeUndefined()));
		check(
			property(jsonValue(), (claims) => {
				const named = userIdIn(tokenOf(claims));
				expect(named === undefined || typeof named === 'string').toBe(true);
			}),
		);
		for (const claims of [{ ulid: '' }, { ulid: '..' }, { ulid: 7 }, {}, null, 'x', []]) {
			expect(userIdIn(tokenOf(claims))).toBeUndefined();
		}
		const token = tokenOf({ ulid: 'U' });
		for (const text of ['a.b.c', `${token}.z`, `a.${token}`, token.replace(/\.y$/, '')]) {
			expect(userIdIn(text)).toBeUndefined();
		}
	});
});

describe('the place of the signed-in user in an address', () => {
	const token = tokenOf({ ulid: 'a/b c' });

	it('is filled with the ID, encoded', () => {
		const address = `https://x.example/auth/user/${SIGNED_IN_USER}`;
		expect(putUserIn(address, token)).toBe('https://x.example/auth/user/a%2Fb%20c');
		expect(putUserIn(`${address}/deactivate?x=1`, token)).toBe(
			'https://x.example/auth/user/a%2Fb%20c/deactivate?x=1',
		);
	});

	it('is nowhere else', () => {
		check(
			property(webSegment(), (segment) => {
				const address = `https://x.example/customers/${SIGNED_IN_USER}/${segment}`;
				expect(putUserIn(address, '')).toBe(address);
			}),
		);
		expect(putUserIn(`/auth/user/${SIGNED_IN_USER}s`, '')).toBe(`/auth/user/${SIGNED_IN_USER}s`);
	});

	it('needs a token that names one', () => {
		expect(() => putUserIn(`/auth/user/${SIGNED_IN_USER}`, 'x')).toThrow(/who is signed in/);
	});

	it('is filled for n8n and its HTTP Request node alike', async () => {
		const { authenticate } = new CommerceEngineApi();
		if (typeof authenticate !== 'function') throw new Error('The credential signs by code');
		const path = `https://x.example/auth/user/${SIGNED_IN_USER}`;
		const filled = 'https://x.example/auth/user/a%2Fb%20c';
		const credential = { sessionToken: token };
		expect(await authenticate(credential, { url: path })).toMatchObject({
			url: filled,
			headers: { Authorization: `Bearer ${token}` },
		});
		const request = { uri: path, url: undefined } as unknown as { url: string };
		expect(await authenticate(credential, request)).toMatchObject({ uri: filled });
		await expect(authenticate(credential, { url: 'http://x.example' })).rejects.toThrow(/https/);
	});
});

describe('a kept session token', () => {
	const account = {
		environment: 'production',
		storeId: 'store',
		signInWith: 'email',
		email: 'asha@example.com',
		sessionToken: 'kept',
	};
	const request = { url: 'https://x.example/auth/user/a' };

	async function authenticate(change: object): Promise<unknown> {
		const credential = new CommerceEngineApi();
		if (typeof credential.authenticate !== 'function') throw new Error('It signs by code');
		const kept = { ...account, sessionAccount: accountOf(account), ...change };
		return await credential.authenticate(kept, request);
	}

	it.each([{}, { email: ' Asha@Example.com ' }, { phone: '1' }, { sessionAccount: '' }])(
		'is used for the account it was given to: %j',
		async (change) => {
			await expect(authenticate(change)).resolves.toMatchObject({
				headers: { Authorization: 'Bearer kept' },
			});
		},
	);

	it.each([
		{ email: 'ben@example.com' },
		{ storeId: 'other' },
		{ environment: 'staging' },
		{ signInWith: 'phone', countryCode: '+91', phone: '98765' },
	])('is an expired one to n8n for another: %j', async (change) => {
		await expect(authenticate(change)).rejects.toMatchObject({
			response: { status: 401 },
			message: expect.stringMatching(/another account/) as string,
		});
	});
});

describe('a record', () => {
	it('that does not name what is needed makes the node ask for the ID', () => {
		expect(textIn({ customer_id: 'C' }, 'customer_id')).toBe('C');
		for (const value of ['', 7, null]) {
			expect(() => textIn({ customer_id: value }, 'customer_id')).toThrow(/'customer_id'/);
		}
	});
});

describe('readErrorBody', () => {
	it.each([
		[{ message: 'No', success: false, code: 'x' }, { text: 'No' }],
		[{ message: 'No', errors: {} }, { text: 'No' }],
		[
			{ message: 'No', errors: { email: ['bad', 'long'] } },
			{ text: 'No; email: bad; email: long', field: 'email' },
		],
		[
			{ message: 'No', errors: {}, details: { phone: 'short' } },
			{ text: 'No; phone: short', field: 'phone' },
		],
		[{ errors: null, details: 'short' }, { text: 'short' }],
		[{ details: 'short' }, { text: 'short' }],
		[{ errors: 'bad', details: 'short' }, { text: 'bad' }],
		[
			{ errors: { city: { field: null, message: 'empty' } } },
			{ text: 'city: empty', field: 'city' },
		],
		[
			{ message: 'No', errors: [{ field: 'city', message: 'empty' }] },
			{ text: 'No; city: empty', field: 'city' },
		],
		[{ message: 'No', errors: ['a', { message: 'b' }] }, { text: 'No; a; b' }],
		[
			{ errors: { business: { name: 'empty' } } },
			{ text: 'business.name: empty', field: 'business.name' },
		],
		[{ errors: { 'your city': 'empty' } }, { text: 'your city: empty' }],
		[{ errors: { ['x'.repeat(101)]: 'empty' } }, { text: `${'x'.repeat(101)}: empty` }],
		[{ errors: 7 }, {}],
		[' Bad Gateway\n', { text: 'Bad Gateway' }],
		[[], {}],
		[undefined, {}],
	])('reads %j', (body, problem) => {
		expect(readErrorBody(body)).toEqual(problem);
	});

	it.each<[string, (inner: unknown) => unknown, string]>([
		['lists', (inner) => [inner], 'bad'],
		['objects', (a) => ({ a }), 'a.a.a.a.a.a.a: bad'],
	])('follows %s seven deep, and no further', (_what, wrap, text) => {
		const nested = (levels: number) =>
			Array.from({ length: levels }).reduce<unknown>((inner) => wrap(inner), 'bad');
		expect(readErrorBody({ message: 'No', errors: nested(7) }).text).toBe(`No; ${text}`);
		expect(readErrorBody({ message: 'No', errors: nested(8) })).toEqual({ text: 'No' });
	});

	it('reads anything', () => {
		const body = record({ message: anything(), errors: jsonValue(), details: anything() });
		check(
			property(body, (each) => {
				expect(typeof (readErrorBody(each).text ?? '')).toBe('string');
			}),
		);
	});

	it('knows a success that says it is none', () => {
		expect(hiddenStatus({ success: false })).toBe(400);
		expect(hiddenStatus({ success: true })).toBeUndefined();
		expect(hiddenStatus('')).toBeUndefined();
	});
});

describe('merging', () => {
	const user = new CommerceEngineState().users.get(USER_IDS[0]) ?? {};
	const READ_ONLY = [
		'id',
		'customer_id',
		'created_at',
		'modified_at',
		'is_anonymous',
		'customer_group',
	];

	it('sends every writable key as it is, but for the changed ones', () => {
		const keys = ['first_name', 'last_name', 'email', 'phone', 'country_code'];
		check(
			property(dictionary(constantFrom(...keys), string()), (plain) => {
				const body = mergeUser(user as never, { plain });
				expect(body).toMatchObject(plain);
				for (const key of [...keys, 'login_methods', 'notification_preferences']) {
					if (!(key in plain)) expect(body[key]).toEqual((user as Json)[key]);
				}
				expect(Object.keys(body).filter((key) => READ_ONLY.includes(key))).toEqual([]);
			}),
		);
	});

	const REQUIRED = (
		(spec['components'] as Json)['schemas'] as Record<string, { required: string[] }>
	)['UserUpdate']?.required as string[];

	it.each(REQUIRED)('sends nothing where the stored user does not tell %s', (key) => {
		const { [key]: known, ...rest } = user as Json;
		const merge = (plain: Json) => mergeUser(rest as never, { plain: plain as never });
		expect(() => merge({})).toThrow(`does not tell the user's '${key}'`);
		expect(merge({ [key]: null })).toEqual(mergeUser(user as never, { plain: { [key]: null } }));
		expect(known).toBeDefined();
	});

	it('builds no business on one that is not told', () => {
		const rest: Json = { ...user };
		delete rest['business'];
		const business = { own: { name: 'X', type: 'Y' } };
		expect(() => mergeUser(rest as never, { plain: {}, business })).toThrow(/'business'/);
		expect(mergeUser({ ...rest, business: null } as never, { plain: {}, business })).toMatchObject({
			business: business.own,
		});
	});

	it('switches those preferences that are chosen, and no other', () => {
		const names = ['newsletter', 'promotional', 'transactional'].flatMap((kind) =>
			['email', 'sms', 'whatsapp'].map((channel) => `${kind}_${channel}`),
		);
		const stored = (user as Json)['notification_preferences'] as Record<string, Json>;
		check(
			property(subarray(names), boolean(), (chosen, isOn) => {
				const value = Object.fromEntries(chosen.map((name) => [name, isOn ? 'on' : false]));
				const changes = readNotifications({ value });
				const merged = mergeNotifications(stored, changes ?? {}) as Record<string, Json>;
				for (const name of names) {
					const [kind = '', channel = ''] = name.split('_');
					const expected = chosen.includes(name) ? isOn : stored[kind]?.[channel];
					expect(merged[kind]?.[channel]).toBe(expected);
				}
			}),
		);
	});

	it('reads preferences as a whole from no expression', () => {
		expect(() => readNotifications('all')).toThrow(/cannot be set as a whole/);
		expect(() => readNotifications({ value: { newsletter_sms: 'maybe' } })).toThrow(/Newsletter/);
		expect(readNotifications({ value: { newsletter_sms: null } })).toBeUndefined();
		expect(mergeNotifications(null, { newsletter: { sms: true } })).toEqual({
			newsletter: { sms: true },
		});
	});

	it.each([
		[{ business: 'all of it' }, /'Business' cannot be set as a whole/],
		[{ business: { value: 'all of it' } }, /'Business' cannot be set as a whole/],
		[{ businessMetadata: { values: 'all of it' } }, /'Business Metadata' cannot be set/],
		[{ businessMetadata: { values: [{ key: '__proto__', value: 'x' }] } }, /key '__proto__'/],
		[{ businessMetadata: { values: [{ key: 'a' }, { key: 'a', value: 1 }] } }, /given twice/],
	])('takes no business as a whole, nor a fact twice: %j', (fields, message) => {
		expect(() => readBusiness(fields as never)).toThrow(message);
	});

	it('takes a business of which nothing is filled in for none', () => {
		const empty = { value: { name: '', type: null } };
		const metadata = { values: [{ key: '', value: 'x' }] };
		expect(readBusiness({ business: empty, businessMetadata: metadata })).toBeUndefined();
		expect(
			readBusiness({ business: {}, businessAddress: {}, businessMetadata: {} }),
		).toBeUndefined();
	});

	it('keeps what of a stored business is no address', () => {
		const changes = { own: { name: 'X' } };
		expect(mergeBusiness({ type: 'Y', registered_address: null, more: 1 }, changes)).toEqual({
			type: 'Y',
			name: 'X',
			registered_address: null,
			more: 1,
		});
	});

	it('asks for what a new business needs', () => {
		expect(() => mergeBusiness(null, { own: { name: 'X' } })).toThrow(/a name and a type/);
		expect(mergeBusiness(null, { own: { name: 'X', type: 'Y' }, metadata: { a: 'b' } })).toEqual({
			name: 'X',
			type: 'Y',
			metadata: { a: 'b' },
		});
	});
});

describe('the login methods', () => {
	const field = USER_FIELDS.find(({ property }) => property.name === 'login_methods');

	it.each([
		[
			['email', 'email', 'phone'],
			['email', 'phone'],
		],
		['email, whatsapp', ['email', 'whatsapp']],
		[[], undefined],
	])('%j are %j', (value, methods) => {
		expect(field?.parse(value, 'Login Methods', 'UTC')).toEqual(methods);
	});

	it.each([7, {}, ['carrier pigeon']])('cannot be %j', (value) => {
		expect(() => field?.parse(value, 'Login Methods', 'UTC')).toThrow(/'Login Methods'/);
	});
});

describe('the address', () => {
	it.each([
		[{ environment: 'production', storeId: 'S' }, `${HOSTS.production}/api/v1/S/storefront`],
		[{ environment: 'staging', storeId: ' S/1 ' }, `${HOSTS.staging}/api/v1/S%2F1/storefront`],
		[
			{ environment: 'custom', baseUrl: 'https://x.example/api/v1/old/storefront/', storeId: 'S' },
			'https://x.example/api/v1/S/storefront',
		],
		[
			{ environment: 'custom', baseUrl: ' https://x.example/api/v1 ', storeId: 'S' },
			'https://x.example/api/v1/S/storefront',
		],
	])('of %j is %s', (credential, address) => {
		expect(baseUrlOf(credential)).toBe(address);
	});

	const NO_STORE = {
		field: 'Store ID',
		message: "'Store ID' is empty or not an ID",
		hint: "Correct 'Store ID' in the Commerce Engine API credential.",
	};
	const NO_ADDRESS = {
		field: 'Base URL',
		message: "'Base URL' is not a web address. It must look like https://commerce.example.com",
		hint: "Correct 'Base URL' in the Commerce Engine API credential.",
	};

	it.each([
		[{ environment: 'production', storeId: '..' }, NO_STORE],
		[{ environment: 'production' }, NO_STORE],
		[{ environment: 'custom', storeId: 'S' }, NO_ADDRESS],
		[{ environment: 'custom', storeId: 'S', baseUrl: ' ' }, NO_ADDRESS],
		[{ environment: 'custom', storeId: 'S' }, NO_ADDRESS],
	])('cannot come from %j', (credential, problem) => {
		expect(validationErrorOf(() => baseUrlOf(credential))).toMatchObject(problem);
	});
});

describe('the sign-in', () => {
	const credential = {
		environment: 'production',
		storeId: 'S',
		email: ' a@b.example ',
		password: ' p ',
	};

	it('sends the password as it was written, and the rest trimmed', () => {
		expect(loginBody(credential)).toEqual({ email: 'a@b.example', password: ' p ' });
		expect(
			loginBody({ signInWith: 'phone', phone: ' 1 ', countryCode: '+91 ', password: 'p' }),
		).toEqual({ phone: '1', country_code: '+91', password: 'p' });
		expect(loginBody({ signInWith: 'phone', phone: '1', password: 'p' })).toEqual({
			phone: '1',
			country_code: '',
			password: 'p',
		});
	});

	const granted = (token: unknown) => ({
		status: 200,
		body: { content: { access_token: token } },
	});

	it('asks for an anonymous token with the key, then with it for the own one', () => {
		const steps = signIn({ ...credential, apiKey: 'key' });
		expect(steps.next().value).toMatchObject({
			method: 'POST',
			path: '/auth/anonymous',
			idempotent: true,
			signIn: { headers: { 'X-Api-Key': 'key' } },
		});
		expect(steps.next(granted('first')).value).toMatchObject({
			method: 'POST',
			path: '/auth/login/password',
			body: loginBody(credential),
			idempotent: true,
			secrets: ['first'],
			signIn: { headers: { Authorization: 'Bearer first' } },
		});
		expect(steps.next(granted('second'))).toEqual({
			done: true,
			value: { sessionToken: 'second', sessionAccount: accountOf(credential) },
		});
	});

	it.each([
		[{}, /email address and the password/],
		[{ signInWith: 'phone' }, /phone number and the password/],
	])('says what to check where a step is refused: %j', (change, login) => {
		const steps = signIn({ ...credential, ...change });
		const showsOf = (request: unknown) => (request as { signIn: { shows: string } }).signIn.shows;
		expect(showsOf(steps.next().value)).toMatch(/'Store ID' and the 'API Key'/);
		expect(showsOf(steps.next(granted('first')).value)).toMatch(login);
	});

	it.each(['<html>', { content: {} }, { content: { access_token: '' } }, '', null])(
		'does not take %j for one of Commerce Engine',
		(body) => {
			const steps = signIn(credential);
			steps.next();
			expect(thrownBy(() => steps.next({ status: 200, body }))).toMatchObject({
				message: 'No sign-in of Commerce Engine responds at this address (HTTP 200)',
				hint: "Check 'Environment', 'Base URL' and 'Store ID' in the credential.",
			});
		},
	);

	describe('of n8n', () => {
		const responses = (...list: Array<{ statusCode: number; body: unknown }>) => {
			return jest.fn(async () => await Promise.resolve(list.shift()));
		};
		const first = { statusCode: 200, body: granted('first').body };

		it('is the same, with a timeout and no redirect', async () => {
			const request = responses(first, { statusCode: 200, body: granted('second').body });
			await expect(signInForN8n(request, credential)).resolves.toEqual({
				sessionToken: 'second',
				sessionAccount: accountOf(credential),
			});
			const [sent] = request.mock.calls[1] as unknown as [Json];
			expect(sent).toMatchObject({
				method: 'POST',
				url: `${HOSTS.production}/api/v1/S/storefront/auth/login/password`,
				headers: { Authorization: 'Bearer first' },
				body: loginBody(credential),
				timeout: 30_000,
				disableFollowRedirect: true,
			});
		});

		it.each([
			[
				{ statusCode: 401, body: {} },
				/did not accept the email address and the password \(HTTP 401\)$/,
			],
			[{ statusCode: 400, body: { message: 'Bad' } }, /\(HTTP 400\): Bad$/],
			[{ statusCode: 404, body: { message: 'No user' } }, /\(HTTP 404\): No user$/],
			[{ statusCode: 400, body: { message: 'Not  p , first' } }, /\[hidden\]/],
			[{ statusCode: 300, body: '' }, /did not accept .* \(HTTP 300\)$/],
			[{ statusCode: 302, body: '' }, /\(HTTP 302\)/],
			[{ statusCode: 200, body: '<html>' }, /No sign-in of Commerce Engine responds/],
		])(
			'tells of the response %j, without a status that would make n8n sign in again',
			async (response, message) => {
				const failed: unknown = await signInForN8n(responses(first, response), credential).catch(
					(error: unknown) => error,
				);
				expect(failed).toMatchObject({ message: expect.stringMatching(message) });
				expect((failed as { httpCode?: string }).httpCode).toBeUndefined();
			},
		);

		it.each([408, 429, 500, 503])('lets n8n see that %d passes', async (statusCode) => {
			const request = responses(first, { statusCode, body: '' });
			await expect(signInForN8n(request, credential)).rejects.toMatchObject({
				name: 'SignInFailed',
				message: 'Commerce Engine could not sign the user in',
				httpCode: String(statusCode),
			});
		});
	});
});

describe("a token's life", () => {
	afterEach(() => jest.restoreAllMocks());

	it.each([
		[{ iat: 1000, exp: 4600 }, 3_600_000],
		[{ iat: 1000, exp: 1000 }, Infinity],
		[{ iat: 1000 }, Infinity],
		[{ exp: 1000 }, Infinity],
		[{ iat: '1000', exp: 4600 }, Infinity],
		[{ iat: 1000, exp: '4600' }, Infinity],
		['no claims', Infinity],
	])('of %j is %p ms, by the clock of the API', (claims, ms) => {
		expect(lifetimeMs(tokenOf(claims))).toBe(ms);
	});

	it('is unknown where it is no token', () => {
		expect([lifetimeMs(''), lifetimeMs('a.b.c'), lifetimeMs('a')]).toEqual([
			Infinity,
			Infinity,
			Infinity,
		]);
	});

	it('is over after its end, as far as this machine can tell', () => {
		const now = 1_800_000_000;
		jest.spyOn(Date, 'now').mockReturnValue(now * 1000);
		expect(isCurrent(tokenOf({ exp: now + 1 }))).toBe(true);
		expect(isCurrent(tokenOf({ exp: now }))).toBe(false);
		expect(isCurrent(tokenOf({}))).toBe(true);
		expect(isCurrent('no token')).toBe(true);
		expect(isCurrent('')).toBe(false);
	});

	it('is used only for the account that it is of', () => {
		const credential = { environment: 'production', storeId: 'S', email: 'a@b.example' };
		const kept = { ...credential, sessionToken: 'x', sessionAccount: accountOf(credential) };
		const isUsable = (values: Json) => commerceEngine.session?.isUsable(values as never);
		expect(isUsable(kept)).toBe(true);
		expect(isUsable({ ...kept, email: 'other@b.example' })).toBe(false);
		expect(isUsable({ ...kept, sessionToken: tokenOf({ exp: 1 }) })).toBe(false);
		expect(isUsable(credential)).toBe(false);
	});
});

describe('the secrets', () => {
	it('are the key, the password and the token of the moment', () => {
		expect(commerceEngine.secrets({ apiKey: 'k', password: 'p', sessionToken: 't' })).toEqual([
			'k',
			'p',
			't',
		]);
		expect(commerceEngine.secrets({})).toEqual(['', '', '']);
	});
});
