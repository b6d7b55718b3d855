import type { CallResponse, Json, PlannedCall, Question, Target } from '../question';
import { factsOf, isBlank, isJson, isRefused, open, pointer, told } from '../question';

const OMITTED = 'update.omitted-fields';
const STATUS = 'errors.status';
const BODY = 'errors.body';
const OTHER_NAME = 'Calibrate';

interface OmittedFields {
	/** The update's path in the spec. */
	readonly path: string;
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
	const { path, write, read, userIn, others, wrong, errorKey, believedBy } = parts;
	const at = `${pointer('paths', path, 'put')}/requestBody`;
	return {
		id: 'omitted-fields',
		title: 'Does an update keep the fields that it leaves out?',
		kind: 'write',
		facts: [
			...factsOf(believedBy, {
				[OMITTED]: ['What an update does with fields that it leaves out', at, 'x-omitted-fields'],
			}),
			...factsOf([], {
				[STATUS]: ['How a wrong value is refused', '/components/responses/Invalid'],
				[BODY]: [
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
			const saw = filled.every((key) => user[key] === profile[key]) ? 'keep' : 'reset';
			if (isRefused(changed)) yield told(OMITTED, 'refused', `HTTP ${changed.status}`, changed);
			else if (user['first_name'] !== OTHER_NAME) {
				yield* open('The new value is not shown', OMITTED);
			} else if (filled.length === 0) {
				yield* open('The user has no other field to see it by', OMITTED);
			} else yield told(OMITTED, saw, `Of ${filled.length} fields`, changed, after);
			const refused = yield { call: 'wrong' };
			if (!isRefused(refused)) return;
			const { status, body } = refused;
			yield told(STATUS, status === wrong.status, `HTTP ${status}`, refused);
			const has = isJson(body) && errorKey in body;
			yield told(BODY, has, has ? 'It does' : 'It does not', refused);
		},
	};
}
