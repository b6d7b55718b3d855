import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { fixedCollection, parseGroup } from '../../shared/input/fields/fixedCollection';
import { isEmpty, isPlainObject, parseOneOf } from '../../shared/input/parse/text';

const KINDS = [
	{ key: 'newsletter', name: 'Newsletter' },
	{ key: 'promotional', name: 'Promotional' },
	{ key: 'transactional', name: 'Transactional' },
] as const;

const CHANNELS = [
	{ key: 'email', name: 'Email' },
	{ key: 'sms', name: 'SMS' },
	{ key: 'whatsapp', name: 'WhatsApp' },
] as const;

const STATES = ['off', 'on', 'unchanged'] as const;

interface Choice {
	readonly kind: string;
	readonly channel: string;
	readonly property: INodeProperties;
}

const CHOICES: readonly Choice[] = CHANNELS.flatMap((channel) =>
	KINDS.map((kind) => ({
		kind: kind.key,
		channel: channel.key,
		property: {
			displayName: `${channel.name}: ${kind.name}`,
			name: `${kind.key}_${channel.key}`,
			type: 'options',
			options: [
				{ name: 'Off', value: 'off', description: 'The user gets none of them' },
				{ name: 'On', value: 'on', description: 'The user gets them' },
				{ name: 'Unchanged', value: 'unchanged', description: 'Leave it as it is' },
			],
			default: 'unchanged',
			description: `Whether the user gets ${kind.name.toLowerCase()} messages by ${channel.name}`,
		},
	})),
);

export const NOTIFICATIONS = fixedCollection({
	displayName: 'Notification Preferences',
	name: 'notificationPreferences',
	placeholder: 'Add preferences',
	description: 'Which messages the user gets, and by which channel',
	groupName: 'Preferences',
	fields: CHOICES.map(({ property }) => property),
});

/** Kinds of messages, each with the channels that are switched. */
export type PreferenceChanges = Readonly<Record<string, IDataObject>>;

const parseChoices = parseGroup(
	(group) => {
		const changes: Record<string, IDataObject> = {};
		for (const { kind, channel, property } of CHOICES) {
			const isOn = readSwitch(group[property.name], property.displayName);
			if (isOn !== undefined) changes[kind] = { ...changes[kind], [channel]: isOn };
		}
		return Object.keys(changes).length === 0 ? undefined : changes;
	},
	() => 'Choose each of them, or use an expression in each.',
);

/** @returns undefined where all is unchanged */
export function readNotifications(value: unknown): PreferenceChanges | undefined {
	return parseChoices(value, NOTIFICATIONS.displayName);
}

/**
 * An expression may give true and false, too.
 *
 * @returns undefined for one that is left as it is
 */
function readSwitch(value: unknown, field: string): boolean | undefined {
	if (isEmpty(value)) return undefined;
	if (typeof value === 'boolean') return value;
	const state = parseOneOf(STATES)(value, field);
	return state === 'unchanged' ? undefined : state === 'on';
}

/** The stored preferences with the switched ones changed. */
export function mergeNotifications(stored: unknown, changes: PreferenceChanges): IDataObject {
	const before = isPlainObject(stored) ? stored : {};
	const kinds = Object.entries(changes).map(([kind, channels]) => {
		const kept = before[kind];
		return [kind, { ...(isPlainObject(kept) ? kept : {}), ...channels }] as const;
	});
	return { ...before, ...Object.fromEntries(kinds) };
}
