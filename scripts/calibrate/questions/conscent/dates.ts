/** In which forms a date is taken. */
import type { CallResponse } from '../../question';
import { isRefused, open, question, told } from '../../question';
import { hasValue, isSame } from './support/fields';
import { UPDATE_FILES, USER_UPDATE, profileOf, reading, updateUser } from './support/updateUser';

const FACT = 'dates.forms';

/** Each form, and the day that it means. */
const FORMS = [
	['date-time', '1992-03-04T00:00:00.000Z', '1992-03-04'],
	['date', '1993-04-05', '1993-04-05'],
	['day-first', '26/05/1994', '1994-05-26'],
] as const;

export const dates = question({
	id: 'dates',
	title: 'In which forms is a date of birth taken?',
	kind: 'write',
	facts: () => [
		{
			id: FACT,
			statement: 'In which forms a date is taken',
			at: `${USER_UPDATE}/properties/dateOfBirth`,
			mark: 'x-accepted-dates',
			believedBy: ['nodes/shared/input/parse/dates.ts', ...UPDATE_FILES],
		},
	],
	calls: (target) => ({
		...(Object.fromEntries(
			FORMS.map(([form, dateOfBirth]) => [
				form,
				{ ...updateUser(target.userId, { dateOfBirth }), changes: 'sets dateOfBirth' },
			]),
		) as Record<(typeof FORMS)[number][0], ReturnType<typeof reading>>),
		read: reading(target, FORMS.length),
	}),
	*steps(calls, { profile, allowLeftovers }) {
		if (!hasValue(profile, 'dateOfBirth') && !allowLeftovers) {
			yield open(FACT, 'The reader has no date of birth that could be put back');
			return;
		}
		const taken: string[] = [];
		const seen: CallResponse[] = [];
		for (const [form, , day] of FORMS) {
			const response = yield { call: calls[form] };
			const read = yield { call: calls.read };
			seen.push(response, read);
			if (!isRefused(response) && isSame(profileOf(read)['dateOfBirth'], day)) taken.push(form);
		}
		// If none is taken, the field is not: no form was seen to be refused for its form.
		if (taken.length === 0) yield open(FACT, 'No form was taken');
		else yield told(FACT, taken, `Taken and shown: ${taken.join(', ')}`, ...seen);
	},
});
