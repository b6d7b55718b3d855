import { NodeHelpers } from 'n8n-workflow';
import type {
	INode,
	INodeParameters,
	INodeProperties,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';

import { MANIFEST } from '../../support/packageClasses';
import { chain, node } from '../harness';
import type { WorkflowDraft } from '../harness';

const COLUMNS = 6;
const CELL_WIDTH_PX = 320;
const CELL_HEIGHT_PX = 220;

/** A panel to be opened, and the labels a person must find there. */
export interface Stop {
	name: string;
	type: string;
	action: string | undefined;
	parameters: INodeParameters;
	labels: string[];
}

function choices(property: INodeProperties | undefined): INodePropertyOptions[] {
	return (property?.options ?? []) as INodePropertyOptions[];
}

function operationsOf(description: INodeTypeDescription, resource: string): INodePropertyOptions[] {
	const property = description.properties.find(
		({ name, displayOptions }) =>
			name === 'operation' && displayOptions?.show?.['resource']?.includes(resource),
	);
	return choices(property);
}

/** What n8n shows by the description alone, with every field at its default. */
function shownAtFirst(description: INodeTypeDescription, chosen: INodeParameters): string[] {
	const { properties } = description;
	const blank = { typeVersion: 1 } as INode;
	const values = NodeHelpers.getNodeParameters(properties, chosen, true, false, blank, description);
	const shown = properties
		.filter(({ type }) => type !== 'hidden' && type !== 'notice')
		.filter((property) => NodeHelpers.displayParameter(values ?? {}, property, blank, description))
		.map(({ displayName }) => displayName);
	return description.credentials ? ['Credential', ...shown] : shown;
}

function stop(
	description: INodeTypeDescription,
	name: string,
	parameters: INodeParameters,
	action?: string,
): Stop {
	const type = `${MANIFEST.name}.${description.name}`;
	return { name, type, action, parameters, labels: shownAtFirst(description, parameters) };
}

/** One stop for each operation of a node, or one for a node without operations. */
export function stopsOf(description: INodeTypeDescription): Stop[] {
	const resources = choices(description.properties.find(({ name }) => name === 'resource'));
	if (resources.length === 0) return [stop(description, description.displayName, {})];
	return resources.flatMap((resource) =>
		operationsOf(description, String(resource.value)).map(({ name, value, action }) =>
			stop(
				description,
				`${description.displayName}, ${resource.name}, ${name}`,
				{ resource: resource.value, operation: value },
				action,
			),
		),
	);
}

/** A workflow with one node for each stop, far enough apart to be clicked. */
export function tourWorkflow(stops: readonly Stop[]): WorkflowDraft {
	const nodes = stops.map(({ name, type, parameters }) => node(name, type, 1, parameters));
	const draft = { ...chain('Tour', nodes), connections: {} };
	nodes.forEach((each, index) => {
		each.position = [
			(index % COLUMNS) * CELL_WIDTH_PX,
			Math.floor(index / COLUMNS) * CELL_HEIGHT_PX,
		];
	});
	return draft;
}
