import * as fc from 'fast-check';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { PERMISSIONS } from '../../../nodes/Conscent/fields/permissions';
import { create } from '../../../nodes/Conscent/resources/dashboardUser/create';
import { update } from '../../../nodes/Conscent/resources/dashboardUser/update';
import { parametersOf } from '../shared/support/parameters';
import { expectRefusal, validationErrorOf } from '../shared/support/refusals';
import {
	DASHBOARD_USER,
	NEW_DASHBOARD_USER,
	USER_ID,
	dashboardUserCreate,
	dashboardUserUpdate,
	outputOf,
} from './support/requests';
import '../shared/support/patience';

const KEYS = PERMISSIONS.map(({ key }) => key);

function granting(...granted: string[]): IDataObject {
	return Object.fromEntries(KEYS.map((key) => [key, granted.includes(key)]));
}

const created = (parameters: object) => dashboardUserCreate(parameters).body?.['permissions'];
const updated = (parameters: object) => dashboardUserUpdate({}, parameters).body?.['permissions'];

describe('creating', () => {
	it('sends what is documented, once, and tells nobody the password', () => {
		expect(dashboardUserCreate()).toStrictEqual({
			method: 'POST',
			path: '/v2/client/multi-user',
			body: {
				email: 'editor@example.com',
				password: 'Abc123',
				role: 'ADMIN',
				permissions: granting(),
			},
			idempotent: false,
			conflict: 'editor@example.com already has access',
			secrets: ['Abc123'],
		});
	});

	it('adds further fields, and refuses those that are given already', () => {
		const additionalFields = '{"team": "x"}';
		expect(dashboardUserCreate({ accountFields: { additionalFields } }).body).toMatchObject({
			team: 'x',
		});
		// Where older workflows keep it.
		expect(dashboardUserCreate({ additionalFields }).body).toMatchObject({ team: 'x' });
		for (const key of ['email', 'password', 'role', 'permissions']) {
			const again = () => dashboardUserCreate({ additionalFields: { [key]: 'x' } });
			expectRefusal(again, 'Unlisted Fields (JSON)', /given twice/);
		}
	});

	it.each([
		['email', 'Email', '', /is empty/],
		['email', 'Email', null, /is empty/],
		['email', 'Email', 'editor', /not an email/],
		['password', 'Password', '', /is empty/],
		['password', 'Password', undefined, /is empty/],
		['password', 'Password', null, /is empty/],
		['password', 'Password', { a: 1 }, /must be text/],
		['password', 'Password', true, /must be text/],
		['password', 'Password', Number.NaN, /must be text/],
		['password', 'Password', 'undefined', /an expression without a value/],
		['password', 'Password', '[object Object]', /an expression without a value/],
		['permissionsMode', 'Permissions', 'every', /cannot be 'every'/],
		['permissionsMode', 'Permissions', '', /cannot be ''/],
		['additionalFields', 'Unlisted Fields (JSON)', '[1]', /JSON object/],
	])('refuses %s: %s %p', (name, displayName, value, message) => {
		expectRefusal(() => dashboardUserCreate({ [name]: value }), displayName, message);
	});

	it.each([
		['  spaces kept  ', '  spaces kept  '],
		[12345678, '12345678'],
		['null', 'null'],
	])('sends the password %p as %j', (password, sent) => {
		const { body, secrets } = dashboardUserCreate({ password });
		expect([body?.['password'], secrets]).toEqual([sent, [sent]]);
	});

	it('never quotes a password in a message', () => {
		fc.assert(
			fc.property(fc.anything(), (password) => {
				try {
					dashboardUserCreate({ password });
				} catch {
					const { message, hint } = validationErrorOf(() => dashboardUserCreate({ password }));
					expect(`${message} ${hint}`).toMatch(
						/^'Password' (is empty|must be text|holds the text '(undefined|NaN|\[object Object\])')/,
					);
				}
			}),
		);
	});

	it.each([
		['ADMIN', '', 'ADMIN'],
		['custom', ' EDITOR ', 'EDITOR'],
		['VIEWER', '', 'VIEWER'],
	])('sends the role %j with %j as %j', (role, customRole, sent) => {
		expect(dashboardUserCreate({ role, customRole }).body).toMatchObject({ role: sent });
	});

	it.each(['', null, ' '])('refuses a custom role without a name: %j', (customRole) => {
		expectRefusal(
			() => dashboardUserCreate({ role: 'custom', customRole }),
			'Custom Role',
			/is empty/,
		);
	});

	it('sends no role where none is chosen', () => {
		const { body } = dashboardUserCreate({ role: null, additionalFields: { role: 'X' } });
		expect(body).toMatchObject({ role: 'X' });
	});

	it('keeps the order per email address, whatever its case', () => {
		const keyOf = (email: string) =>
			create.prepare(parametersOf({ ...NEW_DASHBOARD_USER, email })).orderKey;
		expect(keyOf(' Editor@Example.com')).toBe('editor@example.com');
	});
});

describe('updating', () => {
	it('sends only what changes, to the user, as often as it takes', () => {
		expect(dashboardUserUpdate({ email: 'new@example.com' })).toStrictEqual({
			method: 'PATCH',
			path: `/v2/client/multi-user/${USER_ID}`,
			body: { email: 'new@example.com' },
			idempotent: true,
		});
	});

	it('keeps the user ID one segment of the path', () => {
		const { path } = dashboardUserUpdate({ email: 'a@b.co' }, { userId: { value: '../x?y#z' } });
		expect(path).toBe('/v2/client/multi-user/..%2Fx%3Fy%23z');
	});

	it('tells nobody the password', () => {
		const { body, secrets } = dashboardUserUpdate({ password: 12345678 });
		expect([body, secrets]).toEqual([{ password: '12345678' }, ['12345678']]);
	});

	it.each([
		[{ role: 'ADMIN' }, 'ADMIN'],
		[{ role: 'custom', customRole: 'EDITOR' }, 'EDITOR'],
	])('sends the role of %j', (fields, role) => {
		expect(dashboardUserUpdate(fields).body).toStrictEqual({ role });
	});

	it('does not drop a custom role without a word', () => {
		expectRefusal(() => dashboardUserUpdate({ customRole: 'EDITOR' }), 'Custom Role');
		expectRefusal(
			() => dashboardUserUpdate({ email: 'a@b.co', customRole: 'EDITOR' }),
			'Custom Role',
		);
		expectRefusal(() => dashboardUserUpdate({ role: 'custom' }), 'Custom Role', /is empty/);
		const notCustom = { role: 'ADMIN', customRole: 'EDITOR' };
		expectRefusal(() => dashboardUserUpdate(notCustom), 'Custom Role', /is not Custom/);
		expectRefusal(() => dashboardUserCreate(notCustom), 'Custom Role', /is not Custom/);
	});

	it.each([undefined, null, {}, { email: '', password: null, role: ' ', customRole: '' }])(
		'refuses %j: nothing to send',
		(fields) => {
			expectRefusal(() => dashboardUserUpdate(fields), 'Update Fields', /^Nothing to update/);
		},
	);

	it('adds further fields, and refuses those that are given already', () => {
		const additionalFields = { team: 'x' };
		expect(dashboardUserUpdate({ additionalFields }).body).toEqual(additionalFields);
		const again = () => dashboardUserUpdate({ role: 'ADMIN', additionalFields: { role: 'x' } });
		expectRefusal(again, 'Unlisted Fields (JSON)', /given twice/);
	});

	it('keeps the order per user', () => {
		const parameters = parametersOf({
			...DASHBOARD_USER,
			userId: { value: ` ${USER_ID}` },
			updateFields: { email: 'a@b.co' },
		});
		expect(update.prepare(parameters).orderKey).toBe(USER_ID);
	});
});

describe('permissions', () => {
	it('have 24 keys, no two alike, and a name and a description for each', () => {
		expect(new Set(KEYS).size).toBe(24);
		expect(new Set(PERMISSIONS.map(({ name }) => name)).size).toBe(24);
		expect(PERMISSIONS.every(({ name, description }) => name && description)).toBe(true);
		expect(PERMISSIONS.map(({ name }) => name)).toEqual(
			[...PERMISSIONS.map(({ name }) => name)].sort((a, b) => a.localeCompare(b, 'en')),
		);
	});

	it('all and none grant all and none', () => {
		for (const permissions of [created, updated]) {
			expect(permissions({ permissionsMode: 'all' })).toStrictEqual(granting(...KEYS));
			expect(permissions({ permissionsMode: 'none' })).toStrictEqual(granting());
		}
	});

	it('selected grants these and refuses all others', () => {
		fc.assert(
			fc.property(fc.subarray(KEYS, { minLength: 1 }), (keys) => {
				for (const grantedPermissions of [keys, keys.join(', ')]) {
					const parameters = { permissionsMode: 'selected', grantedPermissions };
					expect(created(parameters)).toStrictEqual(granting(...keys));
					expect(updated(parameters)).toStrictEqual(granting(...keys));
				}
			}),
		);
	});

	it('selected without any is a choice on create only; what an expression does not find is none', () => {
		const parameters = { permissionsMode: 'selected', grantedPermissions: [] };
		expect(created(parameters)).toStrictEqual(granting());
		expectRefusal(() => updated(parameters), 'Granted Permissions', /is empty/);
		for (const grantedPermissions of [null, '']) {
			const nothing = { permissionsMode: 'selected', grantedPermissions };
			expectRefusal(() => created(nothing), 'Granted Permissions', /is empty/);
			expectRefusal(() => updated(nothing), 'Granted Permissions', /is empty/);
		}
	});

	it('changes sends only those that are listed', () => {
		const changes = fc.dictionary(fc.constantFrom(...KEYS), fc.boolean(), { minKeys: 1 });
		fc.assert(
			fc.property(changes, (permissionChanges) => {
				expect(updated({ permissionsMode: 'changes', permissionChanges })).toEqual(
					permissionChanges,
				);
			}),
		);
		expectRefusal(() => updated({ permissionsMode: 'changes' }), 'Permission Changes', /^Nothing/);
		const permissionChanges = { ga4: 'maybe' };
		expectRefusal(
			() => updated({ permissionsMode: 'changes', permissionChanges }),
			'Google Analytics 4',
		);
	});

	it('a change says in words what happens, and grants unless told otherwise', () => {
		const changes = update.properties.find(({ name }) => name === 'permissionChanges');
		const fields = changes?.options as INodeProperties[];
		expect(fields.map(({ name }) => name).sort()).toEqual([...KEYS].sort());
		for (const field of fields) {
			expect(field).toMatchObject({
				type: 'options',
				default: true,
				options: [
					{ name: 'Grant', value: true },
					{ name: 'Revoke', value: false },
				],
			});
		}
	});

	it.each([
		[true, true],
		['true', true],
		['Grant', true],
		[' grant ', true],
		[false, false],
		['false', false],
		['REVOKE', false],
	])('the change %j of an expression or an older workflow is sent as %j', (given, sent) => {
		const permissionChanges = { journey: given };
		expect(updated({ permissionsMode: 'changes', permissionChanges })).toEqual({ journey: sent });
	});

	it('JSON sends what it names; a create adds the rest as refused', () => {
		const permissionsJson = '{"Checkout": "true", "ga4": false, "brandNew": 1}';
		const named = { Checkout: true, ga4: false, brandNew: true };
		expect(updated({ permissionsMode: 'json', permissionsJson })).toStrictEqual(named);
		expect(created({ permissionsMode: 'json', permissionsJson })).toStrictEqual({
			...granting(),
			...named,
		});
	});

	it.each([
		['{}', /is empty/],
		['', /not valid JSON/],
		['[]', /JSON object/],
		['{"checkout": true}', /does not exist: 'checkout'/],
		['{"paywall_builder": true}', /does not exist: 'paywall_builder'/],
		['{"ga4": true, "ga4": false}', /twice/],
		['{"__proto__": true}', /__proto__/],
	])('JSON refuses %s', (permissionsJson, message) => {
		expectRefusal(
			() => updated({ permissionsMode: 'json', permissionsJson }),
			'Permissions (JSON)',
			message,
		);
	});

	it('JSON names the permission that is neither true nor false', () => {
		const { message } = validationErrorOf(() =>
			updated({ permissionsMode: 'json', permissionsJson: '{"ga4": "x"}' }),
		);
		expect(message).toBe("'Permissions (JSON): ga4' must be true or false, but it holds 'x'");
	});

	it.each([
		['Export, Webhooks', ['export', 'webhooks']],
		['google analytics 4, CHECKOUT', ['ga4', 'Checkout']],
		[
			['Pop-Up Builder', 'popUpBuilder', 'journeys'],
			['popUpBuilder', 'journey'],
		],
	])('selected takes the labels that a person sees: %j', (grantedPermissions, keys) => {
		const parameters = { permissionsMode: 'selected', grantedPermissions };
		expect(created(parameters)).toStrictEqual(granting(...keys));
	});

	it('the error for a wrong key names the right spelling, or all keys', () => {
		const hintOf = (key: string) =>
			validationErrorOf(() => created({ permissionsMode: 'selected', grantedPermissions: [key] }))
				.hint;
		const json = () => created({ permissionsMode: 'json', permissionsJson: '{"checkout": true}' });
		expect(validationErrorOf(json).hint).toBe("It is written 'Checkout'.");
		for (const key of KEYS) expect(hintOf('nonsense')).toContain(key);
	});

	it('unchanged sends none', () => {
		expect(dashboardUserUpdate({ role: 'ADMIN' }).body).not.toHaveProperty('permissions');
		expectRefusal(() => updated({}), 'Update Fields', /^Nothing/);
	});

	it.each(['untouched', 'some', ''])(
		'a mode that does not exist is no mode: %j',
		(permissionsMode) => {
			expectRefusal(
				() => dashboardUserUpdate({ role: 'ADMIN' }, { permissionsMode }),
				'Permissions',
				/cannot be/,
			);
		},
	);
});

describe('the output', () => {
	it.each([
		[
			{ message: 'User created successfully', userId: '1' },
			{ message: 'User created successfully', userId: '1' },
		],
		['User created successfully.', { message: 'User created successfully.' }],
		['', { success: true }],
	])('of %j names the user beside what Conscent says', (body, expected) => {
		const { email } = NEW_DASHBOARD_USER;
		const permissions = { permissionsMode: 'selected', grantedPermissions: ['export', 'webhooks'] };
		expect(outputOf(create, { ...NEW_DASHBOARD_USER, ...permissions }, body)).toEqual({
			email,
			granted: ['Export', 'Webhooks'],
			...expected,
		});
		const changed = { ...DASHBOARD_USER, updateFields: { role: 'ADMIN', email: 'b@example.com' } };
		expect(outputOf(update, changed, body)).toEqual({
			userId: DASHBOARD_USER.userId.value,
			email: 'b@example.com',
			...expected,
		});
	});

	it('names the permissions that were changed as the editor does', () => {
		const permissionChanges = { journey: true, export: false, ga4: 'Revoke' };
		const changed = { ...DASHBOARD_USER, permissionsMode: 'changes', permissionChanges };
		expect(outputOf(update, changed, 'User updated successfully')).toEqual({
			message: 'User updated successfully',
			userId: USER_ID,
			granted: ['Journeys'],
			revoked: ['Export', 'Google Analytics 4'],
		});
	});

	it('names an unknown permission by its key', () => {
		const changed = { permissionsMode: 'json', permissionsJson: '{"brandNew": true}' };
		expect(outputOf(update, { ...DASHBOARD_USER, ...changed }, '')).toMatchObject({
			granted: ['brandNew'],
			revoked: [],
		});
	});
});
