import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { ConscentApi } from '../../../credentials/ConscentApi.credentials';
import { Conscent } from '../../../nodes/Conscent/Conscent.node';
import type { Names } from './contract';
import { CHOICES, CREDENTIAL, OPTIONS, PARAMETERS, TYPES } from './contract';

const { description } = new Conscent();

/** The fields that the editor shows for an operation, without Resource, Operation and Options. */
function fieldsOf(operation: string): INodeProperties[] {
	const [resource = '', value = ''] = operation.split(': ');
	return description.properties.filter(({ displayOptions: { show = {} } = {} }) => {
		return show['resource']?.includes(resource) && show['operation']?.includes(value);
	});
}

/** The names of fields, those of collections with the names inside of them. */
function namesOf(properties: readonly INodeProperties[]): Names {
	return properties.map(({ name, type, options }) => {
		if (type === 'collection') return { [name]: namesOf(options as INodeProperties[]) };
		if (type !== 'fixedCollection') return name;
		const groups = options as INodePropertyCollection[];
		return { [name]: groups.map((group) => ({ [group.name]: namesOf(group.values) })) };
	});
}

/** Order means nothing: the editor has its own. */
function sorted(names: Names): Names {
	const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
	return names
		.map((name) =>
			typeof name === 'string'
				? name
				: Object.fromEntries(Object.entries(name).map(([key, inner]) => [key, sorted(inner)])),
		)
		.sort(byText);
}

/** All fields of an operation, those inside of collections included. */
function allFieldsOf(operation: string): INodeProperties[] {
	const inside = ({ type, options }: INodeProperties) =>
		type === 'collection' ? (options as INodeProperties[]) : [];
	return fieldsOf(operation).flatMap((property) => [property, ...inside(property)]);
}

const OPERATIONS = Object.keys(PARAMETERS);

describe('the names that workflows save', () => {
	it('of the node', () => {
		expect(description).toMatchObject({ name: 'conscent', version: 1, usableAsTool: true });
		expect(description.credentials).toEqual([{ name: CREDENTIAL.name, required: true }]);
	});

	it.each(OPERATIONS)('of the fields of %s', (operation) => {
		expect(sorted(namesOf(fieldsOf(operation)))).toEqual(sorted(PARAMETERS[operation] ?? []));
	});

	it.each(OPERATIONS)('of the types of %s', (operation) => {
		for (const { name, type } of allFieldsOf(operation)) {
			// What only older workflows fill in is not shown any more, and still read.
			if (type === 'hidden') continue;
			expect([name, TYPES[name] ?? type]).toEqual([name, type]);
		}
	});

	it.each(Object.keys(CHOICES))('of the choices of %s', (path) => {
		const [resource, operation, field] = path.split(': ');
		const property = allFieldsOf(`${resource}: ${operation}`).find(({ name }) => name === field);
		const values = (property?.options as INodePropertyOptions[]).map(({ value }) => value);
		expect([...values].sort()).toEqual([...(CHOICES[path] ?? [])].sort());
	});

	it('of the options', () => {
		const options = description.properties.find(({ name }) => name === 'options');
		expect(namesOf(options?.options as INodeProperties[])).toEqual(OPTIONS);
	});

	it.each(['user: update', 'dashboardUser: update'])(
		'of the ways to name the user of %s',
		(operation) => {
			const userId = fieldsOf(operation).find(({ name }) => name === 'userId');
			expect(userId?.modes?.map(({ name }) => name)).toContain('id');
			expect(userId?.default).toEqual({ mode: 'id', value: '' });
		},
	);

	it('of the credential', () => {
		const credential = new ConscentApi();
		expect(credential).toMatchObject({
			name: CREDENTIAL.name,
			displayName: CREDENTIAL.displayName,
		});
		const names = credential.properties.map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(CREDENTIAL.fields));
		const [environment] = credential.properties;
		const values = (environment?.options as INodePropertyOptions[]).map(({ value }) => value);
		expect(values).toEqual(CREDENTIAL.environments);
	});
});

describe('every operation', () => {
	const operations = description.properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options }) => options as INodePropertyOptions[]);

	it.each(operations)(
		'$action has an action in sentence case, without articles, and a description',
		(option) => {
			expect(option.action).toMatch(/^[A-Z][a-z]+ (?!a |an |the )[a-z]/);
			expect(option.description).toMatch(/^[A-Z](?:[^.]+|.+\. .+\.)$/);
		},
	);

	it('is the only one with its action', () => {
		const actions = operations.map(({ action }) => action);
		expect(new Set(actions).size).toBe(actions.length);
	});
});

describe('every field', () => {
	const all = description.properties.flatMap((property) => [
		property,
		...(property.type === 'collection' ? (property.options as INodeProperties[]) : []),
	]);

	it('that is a toggle says "Whether …"', () => {
		const wrong = all.filter(
			({ type, description: text }) => type === 'boolean' && !text?.startsWith('Whether '),
		);
		expect(wrong).toEqual([]);
	});

	it('of a collection stands in alphabetical order', () => {
		for (const { name, type, options } of description.properties) {
			if (type !== 'collection') continue;
			const names = (options as INodeProperties[]).map(({ displayName }) => displayName);
			expect([name, names]).toEqual([name, [...names].sort((a, b) => a.localeCompare(b, 'en'))]);
		}
	});

	it('is shown with one operation only, and none twice', () => {
		const shown = all
			.filter(({ displayOptions }) => displayOptions?.show?.['operation'])
			.map(({ name, displayOptions }) => JSON.stringify([name, displayOptions?.show]));
		expect(new Set(shown).size).toBe(shown.length);
	});
});
