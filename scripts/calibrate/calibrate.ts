/** Asks the questions one after the other, puts the reader back, and says what was found. */
import { isDeepStrictEqual } from 'node:util';

import { askQuestion } from './ask';
import type { Client, Exchange } from './client';
import { CallFailed, NotSent } from './client';
import type { Finding } from './findings';
import { findingOf } from './findings';
import type { CalibrateOptions } from './options';
import type { Json, PlannedCall, Question, Told } from './question';
import type { ReaderOutcome } from './reader';
import { ALL_OTHERS } from './question';
import { Reader } from './reader';
import type { Violation } from './schemaCheck';
import type { Surroundings } from './service';

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

export interface Session
	extends
		Pick<CalibrateOptions, 'service' | 'target' | 'questions'>,
		Pick<Surroundings, 'clock' | 'stop' | 'giveUp' | 'say'> {
	readonly spec: Json;
	readonly client: Client;
}

function whyOf(failure: unknown): string {
	if (failure instanceof NotSent) return failure.message;
	if (failure instanceof CallFailed) return `A call failed: ${failure.message}`;
	throw failure;
}

/** One run, from the first question to the verified reader. */
class Run {
	private readonly findings: Finding[] = [];
	private reader: ReaderOutcome | undefined;

	constructor(private readonly session: Session) {}

	async all(): Promise<Omit<Calibration, 'violations'>> {
		const { questions, stop } = this.session;
		let stopped = await this.preflight();
		let defect: unknown;
		try {
			if (stopped === undefined) await this.askAll();
			else for (const question of questions) this.settle(question, [], stopped);
		} catch (error) {
			defect = error;
			stopped = `A defect of this tool ended it: ${(error as Error).name}`;
		}
		if (stop.aborted) stopped ??= 'It was stopped by hand';
		const { findings, reader } = this;
		return { findings, reader, stopped, defect, exchanges: this.session.client.exchanges };
	}

	/** A credential that is not taken would leave every question open, each after its own requests. */
	private async preflight(): Promise<string | undefined> {
		const { client, service, target } = this.session;
		try {
			const { status } = await client.send(service.preflight(target), 'preflight');
			const isTaken = status !== 401 && status !== 403;
			return isTaken ? undefined : `The credential is not taken (HTTP ${status})`;
		} catch (error) {
			return whyOf(error);
		}
	}

	private async askAll(): Promise<void> {
		const of = (...kinds: string[]) =>
			this.session.questions.filter(({ kind }) => kinds.includes(kind));
		for (const question of of('read')) await this.ask(question);
		await this.askWriting(of('write'));
		for (const question of of('create', 'limit')) await this.ask(question);
	}

	private async ask(question: Question, reader?: Reader): Promise<void> {
		const { client, stop, say } = this.session;
		say(`  ${question.id}: ${question.title}`);
		const { profile = {}, readCall } = reader ?? {};
		const target = { ...this.session.target, profile, readBody: readCall?.body ?? {} };
		const { told, failure } = await askQuestion(question, target, client, (call) => {
			if (stop.aborted) throw new NotSent('Stopped before it was settled');
			this.assertMaySend(call, question);
			// Before it is sent: what gets no response may have been processed.
			if (call.method !== 'GET') reader?.wrote(call.body);
		});
		this.settle(question, told, failure === undefined ? 'No response settled it' : whyOf(failure));
	}

	/** The last gate before something is written: it stays with the named reader. */
	private assertMaySend(call: PlannedCall, { id, kind }: Question): void {
		const { service, target } = this.session;
		const { write } = service.reader(target);
		const places = [call, write].map(({ method, path, query }) => ({ method, path, query }));
		const { createPath } = service;
		const mayWrite = {
			write: isDeepStrictEqual(places[0], places[1]),
			create: createPath !== undefined && `${call.path}/`.startsWith(`${createPath}/`),
			...{ read: false, limit: false },
		}[kind];
		if (call.method === 'GET' || mayWrite) return;
		throw new Error(`${id}: ${call.method} ${call.path} may not be sent`);
	}

	private settle(question: Question, told: readonly Told[], whyNot: string): void {
		for (const fact of question.facts) {
			const about = (id: string) => told.find((one) => one.fact === id);
			const one = about(fact.id) ?? about(ALL_OTHERS);
			this.findings.push(findingOf(question.id, fact, one, this.session.spec, whyNot));
		}
	}

	private async askWriting(questions: readonly Question[]): Promise<void> {
		if (questions.length === 0) return;
		const { client, clock, service, target, giveUp, say } = this.session;
		const reader = new Reader(client, service.reader(target), clock);
		client.reserved = RESTORE_REQUESTS;
		try {
			const problem = await this.remember(reader);
			for (const question of questions) {
				if (problem === undefined) await this.ask(question, reader);
				else this.settle(question, [], problem);
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
}

export async function calibrate(session: Session): Promise<Omit<Calibration, 'violations'>> {
	return await new Run(session).all();
}
