/** What n8n is told of each node, apart from its fields. */
import { NodeConnectionTypes } from 'n8n-workflow';

import { packageNodes } from '../support/packageClasses';

const COMMON = {
	group: ['output'],
	version: 1,
	// Under the node's name on the canvas: "update: user".
	subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
	usableAsTool: true,
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
};

it.each([
	{
		displayName: 'Commerce Engine',
		name: 'commerceEngine',
		icon: { light: 'file:commerceEngine.svg', dark: 'file:commerceEngine.dark.svg' },
		description: 'Read and update the profile and the addresses of a Commerce Engine shopper',
		credentials: [{ name: 'commerceEngineApi', required: true }],
	},
	{
		displayName: 'Conscent',
		name: 'conscent',
		icon: { light: 'file:conscent.svg', dark: 'file:conscent.dark.svg' },
		description: "Work with Conscent's users, subscriptions, purchases, coupons and contents",
		credentials: [{ name: 'conscentApi', required: true }],
		sensitiveOutputFields: ['tempAuthToken'],
	},
	{
		displayName: 'Insighto',
		name: 'insighto',
		icon: { light: 'file:insighto.svg', dark: 'file:insighto.dark.svg' },
		description: 'Read and update user profiles in Insighto',
		credentials: [{ name: 'insightoApi', required: true }],
	},
])('$displayName', (own) => {
	const { properties, ...node } = packageNodes().find(({ name }) => name === own.name) ?? {};
	expect(node).toEqual({ ...COMMON, ...own, defaults: { name: own.displayName } });
	expect(properties?.[0]).toMatchObject({ name: 'resource', default: 'user' });
});
