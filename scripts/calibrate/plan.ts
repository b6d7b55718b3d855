/** What would be asked, and what it would change: printed before anything is sent. */
import type { PlannedCall, Question, Target } from './question';
import type { CalibratedService } from './service';

const KIND_TITLES = {
	read: 'Reads only',
	write: "Writes to the named reader's profile, which is restored and verified at the end",
	create: 'Creates a dashboard user, whom no documented call deletes',
	limit: 'Sends many requests at once until one is refused',
} as const;

function callLine({ method, path, query = {}, body, credential = 'right', ...call }: PlannedCall) {
	const search = Object.entries(query).map(([name, value]) => `${name}=${value}`);
	const url = search.length > 0 ? `${path}?${search.join('&')}` : path;
	const parts = [
		`${method} ${url}`,
		...(body ? [JSON.stringify(body)] : []),
		...(credential === 'right' ? [] : [`(credential: ${credential})`]),
		...((call.times ?? 1) > 1 ? [`(up to ${call.times} times)`] : []),
	];
	const changes = call.changes === undefined ? '' : `\n        changes: ${call.changes}`;
	return `      ${parts.join(' ')}${changes}`;
}

function questionText(question: Question, target: Target): string {
	const calls = Object.values(question.calls(target));
	const facts = question.facts(target).map(({ id, at }) => `${id} (${at || '/'})`);
	return [
		`  ${question.id}: ${question.title}`,
		`    settles: ${facts.join(', ')}`,
		'    calls:',
		...calls.map(callLine),
	].join('\n');
}

function readerText(service: CalibratedService, target: Target): string {
	const { reads, write, witness } = service.reader(target);
	const calls = [...(witness ? [witness.call] : []), ...reads, write];
	return ['  Before and after:', ...calls.map(callLine)].join('\n');
}

/** How many requests the questions may make at most, without those that restore. */
export function mostRequests(questions: readonly Question[], target: Target): number {
	const calls = questions.flatMap((question) => Object.values(question.calls(target)));
	return calls.reduce((sum, { times = 1 }) => sum + times, 0);
}

export function planText(
	service: CalibratedService,
	questions: readonly Question[],
	target: Target,
	maxRequests: number,
): string {
	const kinds = (['read', 'write', 'create', 'limit'] as const).flatMap((kind) => {
		const asked = questions.filter((question) => question.kind === kind);
		if (asked.length === 0) return [];
		const before = kind === 'write' ? [readerText(service, target)] : [];
		return [
			`${KIND_TITLES[kind]}:`,
			...before,
			...asked.map((question) => questionText(question, target)),
		];
	});
	const most = mostRequests(questions, target);
	return [
		...kinds,
		`At most ${Math.min(most, maxRequests)} requests in all, one after the other.`,
	].join('\n\n');
}
