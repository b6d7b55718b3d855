import type { IDataObject } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { ConscentTrigger } from '../../../nodes/ConscentTrigger/ConscentTrigger.node';
import { PROPERTIES } from '../../../nodes/ConscentTrigger/description';

const { description } = new ConscentTrigger();

/** As the canvas shows it below the node's name. */
function subtitle(parameters: IDataObject): unknown {
	const code = /^=\{\{(.*)\}\}$/.exec(description.subtitle ?? '')?.[1] ?? '';
	return new Function('$parameter', `return ${code}`)(parameters);
}

describe('the subtitle', () => {
	it.each([
		[{ webhookFormat: 'events', events: ['*'] }, 'Any Event'],
		[
			{ webhookFormat: 'events', events: ['purchase.pass', 'other'] },
			'Pass Purchased, Other (by Name)',
		],
		[{ webhookFormat: 'events', events: [] }, ''],
		[{ webhookFormat: 'legacy', legacyKind: 'login', events: [] }, 'Login'],
		[{ webhookFormat: 'events', events: ['new.event'] }, 'new.event'],
	])('of %j is %j', (parameters, expected) => {
		expect(subtitle(parameters)).toBe(expected);
	});
});

describe('the steps that connect the trigger', () => {
	const NODE = { typeVersion: 1 };

	function shownNotices(webhookFormat: string, verification: string): string[] {
		const values = { webhookFormat, verification };
		const isShown = (property: (typeof PROPERTIES)[number]) =>
			NodeHelpers.displayParameter(values, property, NODE, description);
		return PROPERTIES.filter(({ name, type }) => type === 'notice' && /setup/i.test(name))
			.filter(isShown)
			.map(({ displayName }) => displayName);
	}

	it.each([
		['events', 'signature', true],
		['events', 'both', true],
		['events', 'basicAuth', false],
		['events', 'none', false],
		['legacy', 'signature', true],
		['legacy', 'both', true],
		['legacy', 'basicAuth', false],
		['legacy', 'none', false],
	])('of %s with %s ask for a secret: %p', (webhookFormat, verification, asks) => {
		const shown = shownNotices(webhookFormat, verification);
		expect(shown).toHaveLength(1);
		expect(shown[0]?.includes('Webhook Secret')).toBe(asks);
		expect(shown[0]?.includes('Publishing fails without one')).toBe(asks);
		expect(shown[0]?.match(/Step \d/g)).toEqual(
			[1, 2, 3, ...(asks ? [4] : [])].map((n) => `Step ${n}`),
		);
		expect(shown[0]).toContain('Publish (activate)');
	});
});
