import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writtenForms } from '../../support/writtenForms';

/** The texts of an API are cut at this length. */
const CUT_AT = 500;

export interface Quoting {
	readonly status: number;
	readonly form: 'json' | 'list' | 'text' | 'page' | 'broken' | 'redirect';
}

/** One status of each kind that is told in its own way, with the forms that a server can give it. */
export const QUOTINGS: Quoting[] = [
	...[200, 400, 401, 503].flatMap((status) =>
		(['json', 'list', 'text', 'page'] as const).map((form) => ({ status, form })),
	),
	// Once is enough: it is sent again and again, for five minutes of the clock.
	{ status: 429, form: 'json' },
	{ status: 200, form: 'broken' },
	{ status: 302, form: 'redirect' },
];

/** A server that responds with all it knows of the request, and with what it is told to say. */
export class QuotingServer {
	quoting: Quoting = { status: 404, form: 'json' };

	secrets: readonly string[] = [];

	/** Paths whose response is an ordinary one, so that something later is quoted. */
	ordinary: ReadonlyMap<string, unknown> = new Map();

	/** What was quoted at least once. */
	quoted = 0;

	private readonly server = createServer((request, response) => this.respond(request, response));

	async start(): Promise<void> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
	}

	async close(): Promise<void> {
		await new Promise((resolve) => this.server.close(resolve));
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	private respond(request: IncomingMessage, response: ServerResponse): void {
		const path = (request.url ?? '').split('?')[0] ?? '';
		const usual = [...this.ordinary].find(([ending]) => path.endsWith(ending))?.[1];
		if (usual !== undefined) {
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(JSON.stringify(usual));
			return;
		}
		this.quoted += 1;
		const { status, form } = this.quoting;
		const seen = [request.url, JSON.stringify(request.headers)].join(' ');
		const texts = [seen, ...this.secrets.flatMap(writtenForms), this.cutInTwo()];
		const type = { json: 'application/json', list: 'application/json', broken: 'application/json' };
		response.writeHead(status, {
			'content-type': { ...type, text: 'text/plain', page: 'text/html', redirect: 'text/html' }[
				form
			],
			...(form === 'redirect' && { location: `/?seen=${encodeURIComponent(texts[1] ?? '')}` }),
		});
		response.end(this.bodyOf(form, texts));
	}

	/** Each secret so that the text is cut in the midst of it. */
	private cutInTwo(): string {
		const [secret = ''] = this.secrets;
		return `${'.'.repeat(CUT_AT - Math.ceil(secret.length / 2))}${secret}`;
	}

	private bodyOf(form: Quoting['form'], texts: string[]): string {
		const all = texts.join(' | ');
		switch (form) {
			case 'json':
				return JSON.stringify({
					message: texts.at(-1),
					detail: texts.at(-1),
					errors: { [texts[1] ?? '']: texts },
					...Object.fromEntries(texts.map((text) => [text, text])),
				});
			case 'list':
				return JSON.stringify({ detail: [{ loc: ['body', ...texts], msg: all }], errors: texts });
			case 'broken':
				return `{ "message": ${JSON.stringify(all)}, `;
			case 'page':
				return `<!DOCTYPE html><html><body>${all}</body></html>`;
			default:
				return all;
		}
	}
}
