/** Parameters with which each operation is played through for its docs page and its output schema. */
import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import type { Operation, Resource } from '../../nodes/shared/operation';

/**
 * By resource and operation, what is set beside what `filledIn` gives; the first of several is the one whose output
 * the docs page shows.
 */
export type Variants = Readonly<Record<string, INodeParameters[]>>;

/** As the operations' placeholder has it. */
const CLIENT = { clientId: '5fbb40b07dd98b0e89d90a25' };

export const CONSCENT_VARIANTS: Variants = {
	'dashboardUser: update': [{ permissionsMode: 'all' }],
	'user: find': [{ userId: { __rl: true, mode: 'email', value: 'asha.rao@example.com' } }],
	'user: getDetails': [CLIENT, { ...CLIENT, details: 'purchases' }],
	'user: register': [{ email: 'asha@example.com' }],
	'user: update': [{ updateFields: { name: 'Asha Rao' } }],
	'purchase: getMany': [
		{},
		{ purchaseType: 'passes' },
		{ purchaseType: 'micropayments' },
		{ purchaseType: 'all' },
	],
	'coupon: generate': [CLIENT],
	'subscription: migrate': [{ userPrimaryEmail: 'asha@example.com' }],
	'subscription: update': [{ updateFields: { price: 500 } }],
	'content: createBundle': [{ bundleContentIds: ['story-1', 'story-2'] }],
	'content: update': [{ updateFields: { title: 'Monsoon' } }],
	'content: updateBundle': [{ updateFields: { title: 'Monsoon' } }],
};

function exampleOf(placeholder = ''): string {
	return placeholder.replace(/^e\.g\. /, '');
}

/** What a person fills in where the editor wants something: what its placeholders show. */
function filledIn({ name, type, placeholder, modes = [], default: value }: INodeProperties) {
	if (type === 'resourceLocator') {
		const mode = modes.find((candidate) => candidate.name === 'id') ?? modes[0];
		return [[name, { __rl: true, mode: mode?.name ?? 'id', value: exampleOf(mode?.placeholder) }]];
	}
	if (type === 'string' && value === '') return [[name, exampleOf(placeholder) || 'sample']];
	return type === 'dateTime' ? [[name, exampleOf(placeholder)]] : [];
}

export function sampleParameters(
	resource: Resource,
	operation: Operation,
	variantsOf: Variants = CONSCENT_VARIANTS,
): INodeParameters[] {
	const required = Object.fromEntries(
		operation.properties.filter((property) => property.required === true).flatMap(filledIn),
	) as INodeParameters;
	const variants = variantsOf[`${resource.value}: ${operation.value}`] ?? [{}];
	return variants.map((variant) => ({ ...required, ...variant }));
}
