import { once, setMaxListeners } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { servedConscent } from './app';
import { Behaviour } from './control';
import type { ControlSettings } from './control';
import { isControlRequest, serveControl } from './control-endpoints';
import { serveRequest } from './exchange';
import { RecordBook } from './records';
import type { RequestRecord, ServerStats } from './records';
import type { ServedApi } from './served';
import type { ConscentState, SeedOptions } from './state';

const HOST = '127.0.0.1';

/** Longer than any pause of a test, so that a kept connection does not close just as a request is sent on it. */
const KEEP_ALIVE_MS = 120_000;

export interface ConscentServerOptions extends SeedOptions {
	/** Any free port by default. */
	port?: number;
}

/** What tests see of a running server. */
export interface TestServer<State> {
	/** Such as http://127.0.0.1:4010 */
	readonly url: string;
	/** What the credential of a custom environment holds: `url` and where the API lives below it. */
	readonly baseUrl: string;
	readonly state: State;
	readonly records: readonly RequestRecord[];
	stats(): ServerStats;
	/** Changes the settings that are given and keeps the others. */
	control(settings: ControlSettings): void;
	/** As freshly started: state, settings, records and counts. */
	reset(): void;
	/** Cuts what is open, too. */
	close(): Promise<void>;
}

export type ConscentServer = TestServer<ConscentState>;

export class RunningServer<State> implements TestServer<State> {
	readonly behaviour = new Behaviour();
	readonly book = new RecordBook();
	state: State;
	private readonly http: Server;
	private readonly sockets = new Set<Socket>();
	/** Ends everything that waits when the server goes off. */
	private goingOff = new AbortController();
	private pauses = 0;
	private comeback: NodeJS.Timeout | undefined;
	private isClosed = false;
	private port = 0;

	constructor(readonly served: ServedApi<State>) {
		this.state = served.freshState();
		this.http = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
			void this.serve(request, response);
		});
		this.http.on('connection', (socket) => this.connected(socket));
	}

	get url(): string {
		return `http://${HOST}:${this.port}`;
	}

	get baseUrl(): string {
		return this.url + this.served.root;
	}

	get records(): readonly RequestRecord[] {
		return this.book.records;
	}

	stats(): ServerStats {
		return this.book.stats;
	}

	control(settings: ControlSettings): void {
		const offForMs = this.change(settings);
		if (offForMs !== undefined) void this.pause(offForMs);
	}

	/** Returns for how long the server shall be off. */
	change(settings: unknown): number | undefined {
		return this.behaviour.change(settings, (personality) => {
			this.served.personalise?.(this.state, personality);
		});
	}

	reset(): void {
		this.behaviour.reset();
		this.book.reset();
		this.state = this.served.freshState();
	}

	async listen(port: number): Promise<void> {
		this.goingOff = new AbortController();
		// Each request that waits listens to it, and load tests have hundreds of them.
		setMaxListeners(0, this.goingOff.signal);
		this.http.listen(port, HOST);
		await once(this.http, 'listening');
		this.port = (this.http.address() as AddressInfo).port;
	}

	async close(): Promise<void> {
		this.isClosed = true;
		clearTimeout(this.comeback);
		await this.goOff();
	}

	/** The last of several pauses says when the server comes back. */
	async pause(offForMs: number): Promise<void> {
		const pause = ++this.pauses;
		clearTimeout(this.comeback);
		await this.goOff();
		if (this.isClosed || pause !== this.pauses) return;
		this.comeback = setTimeout(() => void this.listen(this.port), offForMs);
	}

	/** Rejects if the server goes off meanwhile: whatever was going on is over then. */
	async wait(ms: number): Promise<void> {
		if (ms > 0) await sleep(ms, undefined, { signal: this.goingOff.signal });
	}

	private async goOff(): Promise<void> {
		this.goingOff.abort();
		for (const socket of this.sockets) socket.destroy();
		if (!this.http.listening) return;
		this.http.close();
		await once(this.http, 'close');
	}

	private connected(socket: Socket): void {
		this.book.connected();
		this.sockets.add(socket);
		socket.once('close', () => this.sockets.delete(socket));
	}

	private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const serveOne = isControlRequest(request) ? serveControl : serveRequest;
		await serveOne(this, request, response);
	}
}

/** For code that serves whichever API it is. */
export type AnyServer = RunningServer<unknown>;

/** @param port any free one by default */
export async function startServer<State>(
	served: ServedApi<State>,
	port = 0,
): Promise<TestServer<State>> {
	const server = new RunningServer(served);
	await server.listen(port);
	return server;
}

export async function startConscentServer(
	options: ConscentServerOptions = {},
): Promise<ConscentServer> {
	return await startServer(await servedConscent(options), options.port);
}
