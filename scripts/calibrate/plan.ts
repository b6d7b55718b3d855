/** What would be asked, and what it would change: printed before anything is sent. */
import type { PlannedCall, Question } from './question';
import { KINDS } from './question';
import type { CalibrateOptions } from './options';

const KIND_TITLES = {
	read: 'Reads only',
	write: "Writes to the named reader's profile, which is restored and verified at the end",
	create: 'Creates a dashboard user, whom no documented call deletes',
	limit: 'Sends many requests at once until one is refused',
} as const;

function callLine({ method, path, query = {}, body, credential = 'right', ...call }: PlannedCall) {
	const search = Object.entries(query).map(([name, value]) => `${name}=${value}`);
	const parts = [
		`      ${method} ${[path, ...(search.length > 0 ? [search.join('&')] : [])].join('?')}`,
		...(body ? [JSON.stringify(body)] : []),
		...(credential === 'right' ? [] : [`(credential: ${credential})`]),
		...((call.times ?? 1) > 1 ? [`(up to ${call.times} times)`] : []),
	];
	const changes = call.changes === undefined ? '' : `\n        changes: ${call.changes}`;
	return parts.join(' ') + changes;
}

function questionText({ id, title, facts }: Question, calls: readonly PlannedCall[]): string {
	const places = facts.map((fact) => `${fact.id} (${fact.at || '/'})`);
	return [
		`  ${id}: ${title}`,
		`    settles: ${places.join(', ')}`,
		'    calls:',
		...calls.map(callLine),
	].join('\n');
}

/** How many requests the questions may make at most, without those that restore. */
export function mostRequests({ questions, target, maxRequests }: CalibrateOptions): number {
	const calls = questions.flatMap((question) => Object.values(question.calls(target)));
	return Math.min(
		calls.reduce((sum, { times = 1 }) => sum + times, 0),
		maxRequests,
	);
}

export function planText(options: CalibrateOptions): string {
	const { service, questions, target } = options;
	const { reads, write, witness } = service.reader(target);
	const readerCalls = [...(witness ? [witness.call] : []), ...reads, write];
	const readerText = ['  Before and after:', ...readerCalls.map(callLine)].join('\n');
	const kinds = KINDS.flatMap((kind) => {
		const asked = questions.filter((question) => question.kind === kind);
		const texts = asked.map((one) => questionText(one, Object.values(one.calls(target))));
		if (texts.length === 0) return [];
		return [`${KIND_TITLES[kind]}:`, ...(kind === 'write' ? [readerText] : []), ...texts];
	});
	const most = `At most ${mostRequests(options)} requests in all, one after the other.`;
	return [...kinds, most].join('\n\n');
}
