import type { INodeProperties } from 'n8n-workflow';
import { describeResources } from '../../../../nodes/shared/editor/description';
import type { Operation, Resource } from '../../../../nodes/shared/operation';
import { RUN_OPTIONS } from '../../../../nodes/shared/input/fields/runOptions';
import { path } from '../../../../nodes/shared/input/path';

function field(name: string, displayOptions?: INodeProperties['displayOptions']): INodeProperties {
	return {
		displayName: name,
		name,
		type: 'string',
		default: '',
		...(displayOptions ? { displayOptions } : {}),
	};
}

function operation(value: string, properties: INodeProperties[]): Operation {
	return {
		value,
		name: value.toUpperCase(),
		action: `${value} thing`,
		description: `To ${value}`,
		properties,
		prepare: () => ({
			request: { method: 'GET', path: path`/`, idempotent: true },
			output: () => ({}),
		}),
	};
}

const RESOURCES: Resource[] = [
	{
		value: 'cat',
		name: 'Cat',
		operations: [
			operation('feed', [
				field('food'),
				field('dry', { show: { food: ['other'] }, hide: { fast: [true] } }),
			]),
			operation('wash', []),
		],
	},
	{ value: 'dog', name: 'Dog', operations: [operation('walk', [field('food')])] },
];

describe('describeResources', () => {
	const described = describeResources(RESOURCES);
	const byName = (name: string) => described.filter((property) => property.name === name);

	it('lists Resource, Operation, the fields of each, and Options at the end', () => {
		expect(described.map(({ name }) => name)).toEqual([
			'resource',
			'operation',
			'operation',
			'food',
			'dry',
			'food',
			'options',
		]);
		expect(described.at(-1)).toBe(RUN_OPTIONS);
	});

	it('offers the resources, the first by default', () => {
		expect(byName('resource')).toMatchObject([
			{
				noDataExpression: true,
				options: [
					{ name: 'Cat', value: 'cat' },
					{ name: 'Dog', value: 'dog' },
				],
				default: 'cat',
			},
		]);
	});

	it('offers the operations of each resource, with action and description', () => {
		expect(byName('operation')).toMatchObject([
			{
				noDataExpression: true,
				displayOptions: { show: { resource: ['cat'] } },
				options: [
					{ name: 'FEED', value: 'feed', action: 'feed thing', description: 'To feed' },
					{ name: 'WASH', value: 'wash', action: 'wash thing', description: 'To wash' },
				],
				default: 'feed',
			},
			{ displayOptions: { show: { resource: ['dog'] } }, default: 'walk' },
		]);
	});

	it("shows a field with its operation only, and keeps the field's own conditions", () => {
		expect(byName('food').map(({ displayOptions }) => displayOptions)).toEqual([
			{ show: { resource: ['cat'], operation: ['feed'] } },
			{ show: { resource: ['dog'], operation: ['walk'] } },
		]);
		expect(byName('dry')[0]?.displayOptions).toEqual({
			show: { resource: ['cat'], operation: ['feed'], food: ['other'] },
			hide: { fast: [true] },
		});
	});

	it('does not change the fields that several operations share', () => {
		const shared = RESOURCES[1]?.operations[0]?.properties[0];
		expect(shared).not.toHaveProperty('displayOptions');
	});

	it('proposes another resource and operation where it is told to', () => {
		const [first, second] = RESOURCES as [Resource, Resource];
		const other = describeResources([{ ...first, defaultOperation: 'wash' }, second], 'dog');
		expect(other.slice(0, 2).map((property) => property.default)).toEqual(['dog', 'wash']);
	});

	it('describes nothing where there is nothing', () => {
		expect(describeResources([])[0]).toMatchObject({ options: [], default: '' });
	});
});
