/** Fields that name one record. A resource locator can be given further ways later without breaking saved workflows. */
import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../parameters';
import { parseId } from '../parse/text';

interface LocatorTexts {
	readonly displayName: string;
	readonly name: string;
	readonly placeholder: string;
	readonly description: string;
}

export function idLocator({ placeholder, ...texts }: LocatorTexts): INodeProperties {
	return {
		...texts,
		type: 'resourceLocator',
		default: { mode: 'id', value: '' },
		modes: [{ displayName: 'By ID', name: 'id', type: 'string', placeholder }],
	};
}

/** @param searchListMethod the function that fills the list, by its name in the node's `methods` */
export function listLocator(
	{ placeholder, ...texts }: LocatorTexts,
	searchListMethod: string,
): INodeProperties {
	return {
		...texts,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder },
		],
	};
}

/** @throws ValidationError for an empty or unresolved ID */
export function readId(parameters: Parameters, { name, displayName }: INodeProperties): string {
	return parseId(parameters.locator(name).value, displayName);
}

/**
 * @returns undefined where the field was left empty
 * @throws ValidationError where an expression finds nothing: it must not mean what an empty field stands for
 */
export function readOptionalId(
	parameters: Parameters,
	property: INodeProperties,
): string | undefined {
	return parameters.isLeftEmpty(property.name) ? undefined : readId(parameters, property);
}
