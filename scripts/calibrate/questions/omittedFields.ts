import type { CallResponse, Json, PlannedCall, Question, Target } from '../question';
import { factsOf, isBlank, isJson, isRefused, told } from '../question';

const OTHER_NAME = 'Calibrate';

interface OmittedFields {
	/** The update's body in the spec. */
	readonly at: string;
	write(target: Target, body: Json): PlannedCall;
	read(target: Target): PlannedCall;
	userIn(response: CallResponse): Json | undefined;
	/** Fields that a complete reset would empty. */
	readonly others: readonly string[];
	/** A value that no update takes, and the status it should get. */
	readonly wrong: { readonly body: Json; readonly status: number };
	/** The key of an error body that tells what is wrong. */
	readonly errorKey: string;
	readonly believedBy: readonly string[];
}

/** What an update does with the fields that it leaves out, and what its errors look like. */
export function omittedFieldsQuestion(parts: OmittedFields): Question {
	const { at, write, read, userIn, others, wrong, errorKey, believedBy } = parts;
	return {
		id: 'omitted-fields',
		title: 'Does an update keep the fields that it leaves out?',
		kind: 'write',
		facts: [
			...factsOf(believedBy, {
				'update.omitted-fields': ['What becomes of omitted fields', at, 'x-omitted-fields'],
			}),
			...factsOf([], {
				'errors.status': ['How a wrong value is refused', '/components/responses/Invalid'],
				'errors.body': [
					`An error body has '${errorKey}'`,
					`/components/schemas/Error/properties/${errorKey}`,
				],
			}),
		],
		calls: (target) => ({
			part: {
				...write(target, { first_name: OTHER_NAME }),
				changes: 'sets first_name, and perhaps resets all others until they are put back',
			},
			read: read(target),
			wrong: {
				...write(target, wrong.body),
				changes: 'nothing, unless the API takes a wrong value',
			},
		}),
		*steps({ profile }) {
			const filled = others.filter((key) => !isBlank(profile[key]));
			const changed = yield { call: 'part' };
			const after = yield { call: 'read' };
			const user = userIn(after) ?? {};
			const kept = filled.every((key) => user[key] === profile[key]) ? 'keep' : 'reset';
			// Without another field, nothing shows what became of it.
			const isSeen = user['first_name'] === OTHER_NAME && filled.length > 0;
			const text = `HTTP ${changed.status}, and ${filled.length} other fields to see it by`;
			const shown = isSeen ? kept : undefined;
			const saw = isRefused(changed) ? 'refused' : shown;
			yield told('update.omitted-fields', saw, text, changed, after);
			const refused = yield { call: 'wrong' };
			if (!isRefused(refused)) return;
			const { status, body } = refused;
			yield told('errors.status', status === wrong.status, `HTTP ${status}`, refused);
			const has = isJson(body) && errorKey in body;
			yield told('errors.body', has, has ? 'It does' : 'It does not', refused);
		},
	};
}
