/** What an update does with the fields that it leaves out, and what its errors look like. */
import type { CallResponse, Fact, Json, PlannedCall, Question, Target } from '../../question';
import { isRefused, open, pointer, question, told } from '../../question';

const FACT = 'update.omitted-fields';
const OTHER_NAME = 'Calibrate';

export interface OmittedFields {
	/** The update's path in the spec. */
	readonly path: string;
	write(target: Target, body: Readonly<Record<string, string>>): PlannedCall;
	read(target: Target): PlannedCall;
	userIn(response: CallResponse): Json | undefined;
	/** Fields that a complete reset would empty. */
	readonly others: readonly string[];
	/** A value that no update takes, and the status it should get. */
	readonly wrong: { readonly body: Readonly<Record<string, string>>; readonly status: number };
	/** The key of an error body that tells what is wrong. */
	readonly errorKey: string;
	readonly believedBy: readonly string[];
}

function factsOf({ path, errorKey, believedBy }: OmittedFields): Fact[] {
	return [
		{
			id: FACT,
			statement: 'What an update does with fields that it leaves out',
			at: `${pointer('paths', path, 'put')}/requestBody`,
			mark: 'x-omitted-fields',
			believedBy,
		},
		{
			id: 'errors.status',
			statement: 'How a wrong value is refused',
			at: '/components/responses/Invalid',
		},
		{
			id: 'errors.body',
			statement: `An error body has '${errorKey}'`,
			at: `/components/schemas/Error/properties/${errorKey}`,
		},
	];
}

export function omittedFieldsQuestion(parts: OmittedFields): Question {
	const { write, read, userIn, others, wrong, errorKey } = parts;
	return question({
		id: 'omitted-fields',
		title: 'Does an update keep the fields that it leaves out?',
		kind: 'write',
		facts: () => factsOf(parts),
		calls: (target) => ({
			part: {
				...write(target, { first_name: OTHER_NAME }),
				changes: 'sets first_name, and perhaps resets all others until they are put back',
			},
			read: { ...read(target), times: 1 },
			wrong: {
				...write(target, wrong.body),
				changes: 'nothing, unless the API takes a wrong value',
			},
		}),
		*steps(calls, { profile }) {
			const filled = others.filter(
				(key) => typeof profile[key] === 'string' && profile[key] !== '',
			);
			const changed = yield { call: calls.part };
			const after = yield { call: calls.read };
			const user = userIn(after) ?? {};
			const areKept = filled.every((key) => user[key] === profile[key]);
			if (isRefused(changed)) yield told(FACT, 'refused', `HTTP ${changed.status}`, changed);
			else if (user['first_name'] !== OTHER_NAME) yield open(FACT, 'The new value is not shown');
			else if (filled.length === 0) yield open(FACT, 'The user has no other field to see it by');
			else
				yield told(FACT, areKept ? 'keep' : 'reset', `Of ${filled.length} fields`, changed, after);
			const refused = yield { call: calls.wrong };
			if (!isRefused(refused)) return;
			yield told(
				'errors.status',
				refused.status === wrong.status,
				`HTTP ${refused.status}`,
				refused,
			);
			const has = typeof refused.body === 'object' && errorKey in (refused.body as Json);
			yield told('errors.body', has, has ? 'It does' : 'It does not', refused);
		},
	});
}
