import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Operation, Resource } from '../operation';
import { RUN_OPTIONS } from '../input/fields/runOptions';

/**
 * The editor's fields for all resources: Resource, Operation, each operation's own fields, Options.
 *
 * @param defaultResource the one that the editor proposes; the first unless given
 */
export function describeResources(
	resources: readonly Resource[],
	defaultResource?: string,
): INodeProperties[] {
	return [
		resourceProperty(resources, defaultResource),
		...resources.map(operationProperty),
		...resources.flatMap((resource) =>
			resource.operations.flatMap((operation) => operationFields(resource, operation)),
		),
		RUN_OPTIONS,
	];
}

function resourceProperty(
	resources: readonly Resource[],
	defaultResource: string | undefined,
): INodeProperties {
	return {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		description: 'The kind of record to work with',
		options: resources.map(resourceOption),
		default: proposed(resources, defaultResource),
	};
}

function operationProperty(resource: Resource): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		description: 'What to do with the record, once for each input item',
		displayOptions: { show: { resource: [resource.value] } },
		options: resource.operations.map(operationOption),
		default: proposed(resource.operations, resource.defaultOperation),
	};
}

function proposed(
	choices: ReadonlyArray<{ readonly value: string }>,
	preferred: string | undefined,
): string {
	return preferred ?? choices[0]?.value ?? '';
}

function resourceOption({ name, value, description }: Resource): INodePropertyOptions {
	return { name, value, ...(description === undefined ? {} : { description }) };
}

function operationOption({ name, value, action, description }: Operation): INodePropertyOptions {
	return { name, value, action, description };
}

function operationFields(resource: Resource, operation: Operation): INodeProperties[] {
	const scope = { resource: [resource.value], operation: [operation.value] };
	return operation.properties.map((property) => ({
		...property,
		displayOptions: shownIn(scope, property.displayOptions),
	}));
}

function shownIn(
	scope: Record<string, string[]>,
	displayOptions: IDisplayOptions | undefined,
): IDisplayOptions {
	return { ...displayOptions, show: { ...scope, ...displayOptions?.show } };
}
