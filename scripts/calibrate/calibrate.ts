/** Asks the questions one after the other, puts the reader back, and says what was found. */
import type { Document } from 'openapi-backend';

import { askQuestion } from './ask';
import type { Client, Clock, Exchange } from './client';
import { BudgetSpent, CallFailed } from './client';
import type { Ask, Json, Question, QuestionKind, Target } from './question';
import type { ReaderOutcome } from './reader';
import { Reader } from './reader';
import type { Violation } from './schemaCheck';
import type { CalibratedService } from './service';
import type { Finding } from './verdicts';
import { findingOf } from './verdicts';

/** Kept back for restoring the reader, whatever the questions used. */
const RESTORE_REQUESTS = 20;

export interface Calibration {
	readonly findings: readonly Finding[];
	readonly violations: readonly Violation[];
	readonly exchanges: readonly Exchange[];
	readonly reader: ReaderOutcome | undefined;
	/** Why it ended before all questions were asked. */
	readonly stopped: string | undefined;
	/** A defect of this tool that ended it. */
	readonly defect?: unknown;
}

export interface Session {
	readonly service: CalibratedService;
	readonly spec: Document;
	readonly target: Target;
	readonly client: Client;
	readonly clock: Clock;
	readonly questions: readonly Question[];
	readonly violations: () => readonly Violation[];
	/** Ends the questions; the reader is restored all the same. */
	readonly stop: AbortSignal;
	/** Ends the restoring, too. */
	readonly giveUp: AbortSignal;
	readonly say: (line: string) => void;
}

class Stopped extends Error {}

function whyOf(failure: unknown): string {
	if (failure instanceof Stopped) return 'Stopped before it was settled';
	if (failure instanceof BudgetSpent) return failure.message;
	if (failure instanceof CallFailed) return `A call failed: ${failure.message}`;
	throw failure;
}

/** One run, from the first question to the verified reader. */
class Run {
	private readonly findings: Finding[] = [];
	private reader: ReaderOutcome | undefined;

	constructor(private readonly session: Session) {}

	async all(): Promise<Omit<Calibration, 'violations' | 'exchanges'>> {
		const refused = await this.preflight();
		if (refused !== undefined) {
			for (const question of this.session.questions) this.leaveOpen(question, refused);
			return { findings: this.findings, reader: undefined, stopped: refused };
		}
		const kinds = [
			async () => await this.askAll('read'),
			async () => await this.askWriting(),
			async () => await this.askAll('create'),
			async () => await this.askAll('limit'),
		];
		try {
			for (const ask of kinds) await ask();
		} catch (defect) {
			const stopped = `A defect of this tool ended it: ${(defect as Error).name}`;
			return { findings: this.findings, reader: this.reader, stopped, defect };
		}
		const stopped = this.session.stop.aborted ? 'It was stopped by hand' : undefined;
		return { findings: this.findings, reader: this.reader, stopped };
	}

	/** A credential that is not taken would leave every question open, each after its own requests. */
	private async preflight(): Promise<string | undefined> {
		const { client, service, target } = this.session;
		try {
			const { status } = await client.send({ call: service.preflight(target) }, 'preflight');
			const isTaken = status !== 401 && status !== 403;
			return isTaken ? undefined : `The credential is not taken (HTTP ${status})`;
		} catch (error) {
			return whyOf(error);
		}
	}

	private of(kind: QuestionKind): Question[] {
		return this.session.questions.filter((question) => question.kind === kind);
	}

	private async askAll(kind: QuestionKind, target = this.session.target): Promise<void> {
		for (const question of this.of(kind)) await this.ask(question, target);
	}

	private async ask(question: Question, target: Target, reader?: Reader): Promise<void> {
		const { client, service, spec, stop, say } = this.session;
		say(`  ${question.id}: ${question.title}`);
		this.assertWrites(question, target, service);
		const asked = await askQuestion(question, target, client, ({ call, body = call.body }: Ask) => {
			if (stop.aborted) throw new Stopped();
			// Before it is sent: what gets no response may have been processed.
			if (call.method !== 'GET') reader?.wrote(body);
		});
		const whyNot = asked.failure === undefined ? 'No response settled it' : whyOf(asked.failure);
		for (const fact of question.facts(target)) {
			const told = asked.told.find((one) => one.fact === fact.id);
			this.findings.push(findingOf(question, fact, told, spec as unknown as Json, whyNot));
		}
	}

	/** The last gate before a question may write: each of its calls stays with the named reader. */
	private assertWrites(question: Question, target: Target, service: CalibratedService): void {
		for (const call of Object.values(question.calls(target))) {
			if (service.mayWrite(call, question.kind, target)) continue;
			throw new Error(`${question.id}: ${call.method} ${call.path} may not be sent`);
		}
	}

	private leaveOpen(question: Question, why: string): void {
		const { spec, target } = this.session;
		for (const fact of question.facts(target)) {
			this.findings.push(findingOf(question, fact, undefined, spec as unknown as Json, why));
		}
	}

	private async askWriting(): Promise<void> {
		const { client, clock, service, target, giveUp, say } = this.session;
		const questions = this.of('write');
		if (questions.length === 0) return;
		const reader = new Reader(client, service.reader(target), clock);
		client.reserved = RESTORE_REQUESTS;
		try {
			const problem = await this.remember(reader);
			for (const question of questions) {
				if (problem === undefined) await this.askWriter(question, reader);
				else this.leaveOpen(question, problem);
			}
		} finally {
			client.reserved = 0;
			say('  restoring the reader …');
			this.reader = await reader.restore(() => giveUp.aborted);
		}
	}

	private async remember(reader: Reader): Promise<string | undefined> {
		if (this.session.stop.aborted) return 'Stopped before it was asked';
		try {
			return await reader.remember();
		} catch (error) {
			return `The profile could not be read. ${whyOf(error)}`;
		}
	}

	private async askWriter(question: Question, reader: Reader): Promise<void> {
		const target = {
			...this.session.target,
			profile: reader.profile ?? {},
			readBody: reader.readCall.body ?? {},
		};
		await this.ask(question, target, reader);
	}
}

export async function calibrate(session: Session): Promise<Calibration> {
	const ended = await new Run(session).all();
	return {
		...ended,
		violations: session.violations(),
		exchanges: session.client.exchanges,
	};
}
