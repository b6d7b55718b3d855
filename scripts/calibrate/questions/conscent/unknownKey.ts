/** What becomes of a key that the update does not know. */
import { isRefused, question, told } from '../../question';
import {
	PROBE_KEY,
	PROBE_VALUE,
	USER_UPDATE,
	profileOf,
	reading,
	updateUser,
} from './support/updateUser';

const FACT = 'update.unknown-key';

export const unknownKey = question({
	id: 'unknown-key',
	title: 'Does the user update store, ignore or refuse a key that it does not know?',
	kind: 'write',
	facts: () => [
		{
			id: FACT,
			statement: 'What the user update does with a key that it does not know',
			at: USER_UPDATE,
			mark: 'x-unknown-keys',
			believedBy: ['test/server/personality.ts'],
		},
	],
	calls: (target) => ({
		probe: {
			...updateUser(target.userId, { [PROBE_KEY]: PROBE_VALUE }),
			changes: `adds '${PROBE_KEY}' if the API stores unknown keys; it is emptied in the end`,
		},
		read: reading(target, 1),
	}),
	*steps({ probe, read }) {
		const response = yield { call: probe };
		if (isRefused(response)) {
			yield told(FACT, 'refused', `HTTP ${response.status}`, response);
			return;
		}
		const after = yield { call: read };
		const isStored = PROBE_KEY in profileOf(after);
		const text = isStored
			? 'The profile shows it'
			: 'It is taken, and the profile does not show it';
		yield told(FACT, isStored ? 'stored' : 'ignored', text, response, after);
	},
});
