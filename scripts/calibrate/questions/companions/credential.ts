/** How a wrong key or an ended session is refused. */
import type { PlannedCall, Question, Target } from '../../question';
import { open, question, told } from '../../question';

const FACT = 'credential.refusal';

export function credentialQuestion(call: (target: Target) => PlannedCall): Question {
	return question({
		id: 'credential',
		title: 'How is a wrong credential refused?',
		kind: 'read',
		facts: () => [
			{
				id: FACT,
				statement: 'A wrong credential gets HTTP 401',
				at: '/components/responses/Unauthorized',
			},
		],
		calls: (target) => ({
			right: call(target),
			wrong: { ...call(target), credential: 'wrongKey' as const },
		}),
		*steps({ right, wrong }) {
			const taken = yield { call: right };
			if (taken.status !== 200) {
				yield open(FACT, `The right one got HTTP ${taken.status}, too`);
				return;
			}
			const refused = yield { call: wrong };
			const text = `The right one gets HTTP 200, a wrong one ${refused.status}`;
			yield told(FACT, refused.status === 401, text, taken, refused);
		},
	});
}
