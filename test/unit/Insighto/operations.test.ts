/** What each operation sends for what it is given, in which order its items go, and what comes out. */
import { getMyProfile } from '../../../nodes/Insighto/resources/user/getMyProfile';
import { update } from '../../../nodes/Insighto/resources/user/update';
import { EXCLUSIVE } from '../../../nodes/shared/operation';
import { play } from '../shared/support/play';
import { thrownBy } from '../shared/support/refusals';

const OWN_ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const OTHER_ID = '0F8FAD5B-D9CB-469F-A165-70867728950E';

const USER = {
	id: OWN_ID,
	first_name: 'Asha',
	last_name: null,
	email: 'asha@example.com',
	is_active: true,
	is_trial: false,
	created_at: '2026-01-01T00:00:00Z',
};
const ENVELOPE = { message: 'Success', meta: {}, data: USER };
const SIMPLE = {
	id: OWN_ID,
	first_name: 'Asha',
	last_name: null,
	email: 'asha@example.com',
	is_active: true,
};

const READ = { method: 'GET', path: '/api/v1/user', idempotent: true };
const LOOKUP = { ...READ, lookup: true };

const put = (id: string, body: object) => ({
	method: 'PUT',
	path: `/api/v1/user/${id}`,
	body,
	idempotent: true,
});

const by = (value: string) => ({ mode: 'id', value });
const ONLY_THESE = { mode: 'onlyThese', userId: by('') };
const KEEP_THE_REST = { mode: 'keepTheRest', userId: by('') };
const CHANGE = { profileFields: { last_name: 'Rao' }, administrativeFields: { is_trial: true } };
const CHANGED = { last_name: 'Rao', is_trial: true };

it.each([
	[true, SIMPLE],
	[false, ENVELOPE],
])('the own profile, simplified: %j', (simplify, item) => {
	expect(play(getMyProfile, { simplify }, [ENVELOPE])).toEqual({
		orderKey: undefined,
		requests: [READ],
		items: [item],
	});
});

describe('an update', () => {
	it.each([
		{
			what: 'sends nothing else to a user who is named',
			parameters: { ...ONLY_THESE, ...CHANGE, userId: by(` ${OTHER_ID} `) },
			bodies: [ENVELOPE],
			requests: [put(OTHER_ID, CHANGED)],
			orderKey: OTHER_ID.toLowerCase(),
		},
		{
			what: "asks once for all items for the API key's own user",
			parameters: { ...ONLY_THESE, ...CHANGE },
			bodies: [ENVELOPE, ENVELOPE],
			requests: [{ ...LOOKUP, shareKey: 'ownUser' }, put(OWN_ID, CHANGED)],
			orderKey: EXCLUSIVE,
		},
		{
			what: 'sends the rest as it was just read, but for what holds nothing or cannot be sent',
			parameters: { ...KEEP_THE_REST, profileFields: { first_name: 'Usha' } },
			bodies: [ENVELOPE, ENVELOPE],
			requests: [
				LOOKUP,
				put(OWN_ID, {
					first_name: 'Usha',
					email: 'asha@example.com',
					is_active: true,
					is_trial: false,
				}),
			],
			orderKey: EXCLUSIVE,
		},
		{
			what: 'keeps the rest of the own user who is named in capitals',
			parameters: { ...KEEP_THE_REST, ...CHANGE, userId: by(OWN_ID.toUpperCase()) },
			bodies: [{ data: { id: OWN_ID } }, ENVELOPE],
			requests: [LOOKUP, put(OWN_ID, CHANGED)],
			orderKey: OWN_ID,
		},
		{
			what: 'keeps the rest of the own user whose ID the API has in capitals',
			parameters: { ...KEEP_THE_REST, ...CHANGE, userId: by(OWN_ID) },
			bodies: [{ data: { id: OWN_ID.toUpperCase() } }, ENVELOPE],
			requests: [LOOKUP, put(OWN_ID.toUpperCase(), CHANGED)],
			orderKey: OWN_ID,
		},
	])('$what', ({ parameters, bodies, requests, orderKey }) => {
		const played = play(update, { simplify: true, ...parameters }, bodies);
		expect(played).toStrictEqual({ requests, orderKey, items: [SIMPLE] });
	});

	const FIELDS = "'Profile Fields' or 'Administrative and Billing Fields'";

	it.each([
		{
			what: 'without any change',
			parameters: { ...ONLY_THESE, profileFields: { last_name: '' } },
			bodies: [ENVELOPE, ENVELOPE],
			message: `Nothing to update: no field of ${FIELDS} has a value`,
			hint: `Add a field to ${FIELDS}, or check that the expressions in them find values for this item.`,
		},
		{
			what: 'that would keep the rest of another user, whom the key cannot read',
			parameters: { ...KEEP_THE_REST, ...CHANGE, userId: by(OTHER_ID) },
			bodies: [ENVELOPE, ENVELOPE],
			message: "'Keep the Rest' is possible for the API key's own user only",
			hint: "Choose 'Send Only These Fields', or leave 'User ID' empty.",
		},
		...['Hello', {}, { data: null }, { data: { id: 7 } }, { data: [OWN_ID] }].map((body) => ({
			what: `of the own user, whom the response ${JSON.stringify(body)} does not name`,
			parameters: { ...ONLY_THESE, ...CHANGE },
			bodies: [body, ENVELOPE],
			message: "Insighto's response does not say who the API key's own user is",
			hint: "Give the ID in 'User ID'.",
		})),
	])('$what is refused, and told what to do', ({ parameters, bodies, message, hint }) => {
		expect(thrownBy(() => play(update, parameters, bodies))).toMatchObject({ message, hint });
	});
});
