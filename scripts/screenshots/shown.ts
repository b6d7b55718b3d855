/**
 * What of this package's texts a picture shows: labels, chosen values, actions, notes. `npm run screenshots` keeps it
 * in shown.json, and a test compares it with today's descriptions: what differs makes a picture stale.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { NodeHelpers } from 'n8n-workflow';
import type {
	INode,
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';

import { packageCredentials, packageNodes } from '../../test/support/packageClasses';
import { readExample } from '../n8n/examples';

/** Lines by the name of the picture. */
export type Shown = Readonly<Record<string, readonly string[]>>;

export const SHOWN_FILE = path.join(__dirname, 'shown.json');

export function readShown(): Shown {
	return JSON.parse(readFileSync(SHOWN_FILE, 'utf8')) as Shown;
}

/** What stands before the camera. */
export type Scene =
	| { readonly kind: 'panel'; readonly node: string; readonly parameters: INodeParameters }
	| { readonly kind: 'actions'; readonly node: string }
	| { readonly kind: 'credential'; readonly values: INodeParameters }
	| { readonly kind: 'workflow'; readonly fileName: string };

const BLANK = { typeVersion: 1 } as INode;

function described<T extends { name: string }>(all: readonly T[], name: string): T {
	const found = all.find((each) => each.name === name);
	if (found) return found;
	throw new Error(`The package has no '${name}'`);
}

function nodeCalled(name: string): INodeTypeDescription {
	return described(packageNodes(), name);
}

function nameOf(value: unknown, options: INodeProperties['options'] = []): string {
	const choices = options as INodePropertyOptions[];
	return choices.find((option) => option.value === value)?.name ?? JSON.stringify(value ?? null);
}

function groupLines(groups: readonly INodePropertyCollection[], value: INodeParameters): string[] {
	return groups.flatMap(({ name, values }) =>
		[value[name] ?? []]
			.flat()
			.flatMap((row) => values.flatMap((field) => filledLine(field, row as INodeParameters))),
	);
}

/** A field inside of another is shown once it is filled in. */
function filledLine(property: INodeProperties, values: INodeParameters): string[] {
	return property.name in values ? fieldLines(property, values) : [];
}

function fieldLines(property: INodeProperties, values: INodeParameters): string[] {
	const { displayName, name, type, options = [] } = property;
	const value = values[name];
	if (type === 'notice') return [displayName];
	if (type === 'collection' || type === 'fixedCollection') {
		const inner = (value ?? {}) as INodeParameters;
		const lines =
			type === 'collection'
				? (options as INodeProperties[]).flatMap((field) => filledLine(field, inner))
				: groupLines(options as INodePropertyCollection[], inner);
		return [displayName, ...lines.map((line) => `  ${line}`)];
	}
	const shown = [value].flat().map((each) => nameOf(each, options));
	return [`${displayName}: ${shown.join(', ')}`];
}

function shownFields(properties: INodeProperties[], chosen: INodeParameters): string[] {
	const values = NodeHelpers.getNodeParameters(properties, chosen, true, false, BLANK, null) ?? {};
	return properties
		.filter(({ type }) => type !== 'hidden')
		.filter((property) => NodeHelpers.displayParameter(values, property, BLANK, null))
		.flatMap((property) => fieldLines(property, values));
}

function actionsOf({ properties }: INodeTypeDescription): string[] {
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options = [] }) => options as INodePropertyOptions[])
		.map(({ action = '' }) => action);
}

function credentialLines(values: INodeParameters): string[] {
	const { displayName, properties } = described(packageCredentials(), 'conscentApi');
	return [displayName, ...shownFields(properties, values)];
}

function workflowLines(fileName: string): string[] {
	return readExample(fileName).workflow.nodes.map(({ name, type, position, parameters }) => {
		const note = String(parameters['content'] ?? '');
		return `${name} (${type}) at ${position.join(', ')}${note === '' ? '' : `: ${note}`}`;
	});
}

/** One line for each text; what the pictured server or the data supplies is left out. */
export function shownIn(scene: Scene): string[] {
	switch (scene.kind) {
		case 'panel': {
			const { displayName, properties } = nodeCalled(scene.node);
			return [displayName, ...shownFields(properties, scene.parameters)];
		}
		case 'actions':
			return actionsOf(nodeCalled(scene.node));
		case 'credential':
			return credentialLines(scene.values);
		case 'workflow':
			return workflowLines(scene.fileName);
	}
}
