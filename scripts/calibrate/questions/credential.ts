import type { CallCredential, PlannedCall, Question, Target } from '../question';
import { factsOf, open, told } from '../question';

interface CredentialParts {
	call(target: Target): PlannedCall;
	/** What is made up, one after the other. */
	readonly wrong: readonly CallCredential[];
	readonly believedBy?: readonly string[];
}

/** How a wrong credential is refused: the credential's test button depends on it. */
export function credentialQuestion({ call, wrong, believedBy = [] }: CredentialParts): Question {
	return {
		id: 'credential',
		title: 'How is a wrong credential refused?',
		kind: 'read',
		facts: factsOf(believedBy, {
			'credential.refusal': ['A wrong credential gets 401', '/components/responses/Unauthorized'],
		}),
		calls: (target) =>
			Object.fromEntries(
				(['right', ...wrong] as const).map((credential) => [
					credential,
					{ ...call(target), credential },
				]),
			),
		*steps() {
			const taken = yield { call: 'right' };
			if (taken.status !== 200) {
				return yield* open(`The right one got HTTP ${taken.status}, too`);
			}
			const responses = [];
			for (const credential of wrong) responses.push(yield { call: credential });
			const statuses = responses.map(({ status }) => status);
			const text = `The right one gets HTTP 200; ${wrong.join(', ')}: ${statuses.join(', ')}`;
			const areRefused = statuses.every((status) => status === 401);
			yield told('credential.refusal', areRefused, text, taken, ...responses);
		},
	};
}
