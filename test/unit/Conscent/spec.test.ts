/**
 * Holds the node against spec/conscent.openapi.yaml, so that the spec is the one place where a guess is corrected:
 * a change there that the node does not follow fails here.
 */
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import type { IDataObject, INodePropertyCollection } from 'n8n-workflow';
import { ConscentApi } from '../../../credentials/ConscentApi.credentials';
import { BASE_URLS } from '../../../nodes/Conscent/apiFacts';
import { PERMISSIONS } from '../../../nodes/Conscent/fields/permissions';
import { PROFILE_FIELDS } from '../../../nodes/Conscent/fields/profile';
import { keyOf } from '../../../nodes/shared/input/body';
import type { ApiRequest } from '../../../nodes/shared/operation';
import { parseCountryCode } from '../../../nodes/shared/input/parse/text';
import { readSpec } from '../../server';
import { dashboardUserCreate, dashboardUserUpdate, userUpdate } from './support/requests';
import '../shared/support/patience';

type Json = Record<string, unknown>;

const spec = readSpec() as unknown as Json;

function at(...keys: string[]): Json {
	return keys.reduce<Json>((node, key) => node[key] as Json, spec);
}

function propertiesOf(schema: string): Record<string, Json> {
	return at('components', 'schemas', schema, 'properties') as Record<string, Json>;
}

const sorted = (texts: Iterable<string>) => [...texts].sort();

const ajv = addFormats(new Ajv({ strict: false, allErrors: true })).addSchema(spec, 'spec');

function problemsOf(schema: string, body: unknown): unknown {
	const validate = ajv.compile({ $ref: `spec#/components/schemas/${schema}` });
	validate(body);
	return validate.errors ?? [];
}

const NEW_ADDRESS = { billingAddress: { values: [{ city: 'Agra' }] } };

describe('requests', () => {
	const requests: Array<[operationId: string, schema: string, requests: ApiRequest[]]> = [
		['updateUser', 'UserUpdate', [userUpdate({ name: 'a' }), userUpdate(NEW_ADDRESS)]],
		['createDashboardUser', 'DashboardUserCreate', [dashboardUserCreate()]],
		['updateDashboardUser', 'DashboardUserUpdate', [dashboardUserUpdate({ email: 'a@b.co' })]],
	];

	it.each(requests)(
		'of %s have its method, path, query, body and repeatability',
		(id, schema, sent) => {
			const [path, method, operation] = operationOf(id);
			expect((operation['requestBody'] as Json)['content']).toHaveProperty(
				['application/json', 'schema', '$ref'],
				`#/components/schemas/${schema}`,
			);
			const parameters = (operation['parameters'] ?? []) as Json[];
			const query = parameters.filter((parameter) => parameter['in'] === 'query');
			const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
			for (const request of sent) {
				expect(request.method).toBe(method.toUpperCase());
				expect(request.path).toMatch(pattern);
				expect(Object.keys(request.query ?? {})).toEqual(
					query.map((parameter) => parameter['name']),
				);
				expect(problemsOf(schema, request.body)).toEqual([]);
			}
			const idempotent = new Set(sent.map((request) => request.idempotent));
			const mark = operation['x-idempotent'];
			expect(idempotent).toEqual(new Set(mark === 'conditional' ? [true, false] : [mark]));
		},
	);

	function operationOf(id: string): [path: string, method: string, operation: Json] {
		for (const [path, methods] of Object.entries(at('paths'))) {
			for (const [method, operation] of Object.entries(methods as Record<string, Json>)) {
				if (operation['operationId'] === id) return [path, method, operation];
			}
		}
		throw new Error(`The spec has no operation ${id}`);
	}

	it('go to the servers of the spec', () => {
		const servers = (spec['servers'] as unknown as Json[]).map(({ url, description }) => [
			description,
			url,
		]);
		expect(Object.fromEntries(servers)).toEqual({
			Production: BASE_URLS.production,
			Sandbox: BASE_URLS.sandbox,
		});
	});

	it("test the credential by the spec's own call for it", () => {
		const { url, qs } = new ConscentApi().test.request;
		const { parameters } = at('paths', String(url), 'get') as { parameters: Json[] };
		expect(at('paths', String(url), 'get')).toMatchObject({ operationId: 'getSubscriptionPlans' });
		const names = parameters.map((parameter) => parameter['name']);
		expect(names).toEqual(expect.arrayContaining(Object.keys(qs as object)));
	});
});

describe('the profile', () => {
	const properties = propertiesOf('UserUpdate');

	it('has a field for each key of the body, and none besides', () => {
		expect(sorted(new Set(PROFILE_FIELDS.map(keyOf)))).toEqual(sorted(Object.keys(properties)));
	});

	it.each(Object.entries(properties))('clears %s by the empty value, if at all', (key, schema) => {
		const emptyValues = PROFILE_FIELDS.filter((field) => keyOf(field) === key)
			.map(({ emptyValue }) => emptyValue)
			.filter((value) => value !== undefined);
		// A toggle is set to false; that it has no value at all is nothing a user asks for.
		const isToggle = JSON.stringify(schema['type'] ?? '').includes('boolean');
		expect(emptyValues).toEqual(isToggle ? [] : [schema['x-empty-value']]);
	});

	it('clears by what the schema takes', () => {
		const clearable = PROFILE_FIELDS.filter(({ emptyValue }) => emptyValue !== undefined);
		const clearFields = clearable.map(({ property }) => property.name);
		expect(problemsOf('UserUpdate', userUpdate({}, { clearFields }).body)).toEqual([]);
	});

	it('offers the genders of the spec', () => {
		const gender = PROFILE_FIELDS.find((field) => keyOf(field) === 'gender');
		const values = (gender?.property.options as Array<{ value: string }>).map(({ value }) => value);
		// The first choice is none, and not sent.
		expect(sorted(values.filter((value) => value !== ''))).toEqual(
			sorted(at('components', 'schemas', 'Gender')['enum'] as string[]),
		);
	});

	it.each(['address', 'shippingAddress', 'billingAddress'])(
		'sends the keys of the address in %s',
		(key) => {
			const field = PROFILE_FIELDS.find(({ property }) => property.name === key);
			const [group] = field?.property.options as INodePropertyCollection[];
			const lines = Object.fromEntries(group?.values.map(({ name }) => [name, 'x']) ?? []);
			const sent = field?.parse({ value: lines, values: [lines] }, 'Address', 'UTC') as
				IDataObject | IDataObject[];
			expect(sorted(Object.keys([sent].flat()[0] ?? {}))).toEqual(
				sorted(Object.keys(propertiesOf('Address'))),
			);
		},
	);

	it('takes the country codes that the spec takes', () => {
		const pattern = new RegExp(String(propertiesOf('UserUpdate')['countryCode']?.['pattern']), 'u');
		const code = fc.oneof(fc.stringMatching(/^\+?[0-9]{0,6}$/), fc.string({ maxLength: 4 }));
		fc.assert(
			fc.property(code, (text) => {
				fc.pre(text === text.trim());
				let accepted = true;
				try {
					parseCountryCode(text, 'Country Code');
				} catch {
					accepted = false;
				}
				expect(accepted).toBe(pattern.test(text));
			}),
		);
	});

	it('sends only what the schema takes, whatever it is filled with', () => {
		const fields: Record<string, fc.Arbitrary<unknown>> = {
			name: fc.string(),
			firstName: fc.string(),
			lastName: fc.string(),
			email: fc.constantFrom('a@b.co', ' asha@example.com '),
			phone: fc.oneof(fc.nat(), fc.string()),
			countryCode: fc.constantFrom('+91', '+1684'),
			gender: fc.constantFrom('MALE', 'FEMALE', 'OTHERS'),
			dateOfBirth: fc
				.date({ min: new Date('1900-01-01'), max: new Date('2020-01-01'), noInvalidDate: true })
				.chain((date) =>
					fc.constantFrom<unknown>(
						new Date(date.toISOString().slice(0, 10)),
						date.toISOString(),
						date.toISOString().slice(0, 10),
					),
				),
			isEmailVerified: fc.constantFrom(true, false, 'true', 0),
			isPhoneVerified: fc.boolean(),
			enableOffers: fc.boolean(),
			enableNotifications: fc.boolean(),
			address: fc.record({ value: fc.record({ city: fc.string(), pincode: fc.nat() }) }),
			shippingAddress: fc.record({ values: fc.array(fc.record({ city: fc.string() })) }),
			billingAddressJson: fc.constantFrom('[]', '[{"city":"Agra"}]'),
		};
		fc.assert(
			fc.property(fc.record(fields, { requiredKeys: ['isPhoneVerified'] }), (filledIn) => {
				const unresolved = ['undefined', 'NaN', '[object Object]'];
				const texts = Object.values(filledIn).filter((value) => typeof value === 'string');
				fc.pre(!texts.some((text) => unresolved.includes(text.trim())));
				expect(problemsOf('UserUpdate', userUpdate(filledIn).body)).toEqual([]);
			}),
		);
	});
});

describe('dashboard users', () => {
	const permissions = Object.keys(propertiesOf('Permissions'));

	it('have the permissions of the spec, letter by letter', () => {
		expect(sorted(PERMISSIONS.map(({ key }) => key))).toEqual(sorted(permissions));
	});

	it('are created with exactly the keys of the schema, and all permissions', () => {
		const { body } = dashboardUserCreate({ permissionsMode: 'all' });
		expect(sorted(Object.keys(body ?? {}))).toEqual(
			sorted(Object.keys(propertiesOf('DashboardUserCreate'))),
		);
		expect(body?.['permissions']).toEqual(
			Object.fromEntries(permissions.map((key) => [key, true])),
		);
	});

	it('are updated with exactly the keys of the schema', () => {
		const { body } = dashboardUserUpdate(
			{ email: 'a@b.co', password: 'x', role: 'ADMIN' },
			{ permissionsMode: 'all' },
		);
		expect(sorted(Object.keys(body ?? {}))).toEqual(
			sorted(Object.keys(propertiesOf('DashboardUserUpdate'))),
		);
		expect(problemsOf('DashboardUserUpdate', body)).toEqual([]);
	});
});
