import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IHookFunctions, INode, IWebhookFunctions } from 'n8n-workflow';

import { ConscentTrigger } from '../../../nodes/ConscentTrigger/ConscentTrigger.node';
import { readDelivery } from '../../../nodes/ConscentTrigger/request';
import { readSettings } from '../../../nodes/ConscentTrigger/setup';
import { ENVELOPE, KEYS, SETTINGS, basicAuthOf, signatureOf } from './fixtures';

const BODY = JSON.stringify(ENVELOPE);
const NODE: INode = {
	id: 'node-1',
	name: 'Purchases',
	type: 'conscentTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

interface Call {
	readonly parameters?: IDataObject;
	readonly body?: string;
	readonly headers?: Record<string, string>;
	readonly mode?: string;
	readonly staticData?: IDataObject;
	readonly workflowId?: string;
	/** What the credential holds, or why it cannot be read. */
	readonly credential?: object;
	/** How n8n reads a body that it has not read yet: with what comes of it, or an error. */
	readonly unread?: Buffer | Error;
}

async function readTwice(): Promise<void> {
	return await Promise.reject(new Error('The body was read twice'));
}

function requestOf(headers: Record<string, string>, body: string, unread?: Buffer | Error) {
	const rawBody = Buffer.from(body);
	if (unread === undefined) return { headers, rawBody, readRawBody: readTwice };
	const request = {
		headers,
		rawBody: undefined as Buffer | undefined,
		readRawBody: async () => {
			if (unread instanceof Error) throw unread;
			request.rawBody = await Promise.resolve(unread);
		},
	};
	return request;
}

/** What n8n is told in its response, and what stands in its log. */
function play(call: Call = {}) {
	const {
		parameters = {},
		body = BODY,
		mode = 'webhook',
		staticData = {},
		credential = KEYS,
	} = call;
	const { headers = { 'x-conscent-signature': signatureOf(body) } } = call;
	const values: IDataObject = { ...SETTINGS, ...parameters };
	const sent: unknown[] = [];
	const log: string[] = [];
	const write = (level: string) => (line: string) => log.push(`${level} ${line}`);
	const response = {
		statusCode: 200,
		writeHead: (status: number, written: object) => {
			sent.push(status, written);
			return response;
		},
		end: (text?: string) => {
			if (text !== undefined) sent.push(JSON.parse(text));
			return response;
		},
	};
	const request = requestOf(headers, body, call.unread);
	const context = {
		getNodeParameter: (name: string, fallback?: unknown) => values[name] ?? fallback,
		getCredentials: async () => {
			if (credential instanceof Error) throw credential;
			return await Promise.resolve(credential);
		},
		getRequestObject: () => request,
		getResponseObject: () => response,
		getNode: () => NODE,
		getWorkflow: () => ({ id: call.workflowId ?? 'w-1', name: 'News' }),
		getMode: () => mode,
		getWorkflowStaticData: () => staticData,
		logger: { debug: write('debug'), info: write('info'), warn: write('warn') },
	};
	const result = new ConscentTrigger().webhook.call(context as unknown as IWebhookFunctions);
	return { result, sent, log, response };
}

/** A workflow of its own, so that the lines of other tests do not count. */
let workflows = 0;
const fresh = () => `workflow-${workflows++}`;

describe('a delivery', () => {
	it('that is good starts the workflow; n8n responds when it has stored the execution', async () => {
		const { result, sent } = play();
		expect(await result).toEqual({
			workflowData: [
				[{ json: expect.objectContaining({ userId: ENVELOPE.user_id }) as IDataObject }],
			],
		});
		expect(sent).toEqual([]);
	});

	it.each([
		[401, { headers: { 'x-conscent-signature': 'wrong' } }, 'Unauthorized', /signature/],
		[400, { body: '[]' }, 'Bad request', /no JSON object/],
		[503, { credential: new Error('busy') }, 'Service unavailable', /could not be read: busy/],
	])('that is not gets %i, and a line in the log', async (status, call, message, why) => {
		const { result, sent, log } = play({ ...call, workflowId: fresh() });
		expect(await result).toEqual({ noWebhookResponse: true });
		expect(sent).toEqual([
			status,
			{ 'content-type': 'application/json; charset=utf-8' },
			{ message },
		]);
		expect(log).toEqual([
			expect.stringContaining(
				`warn 'Purchases' of the workflow 'News' rejected a delivery with ${status}:`,
			),
		]);
		expect(log[0]).toMatch(why);
	});

	it('whose body n8n has not read yet is read', async () => {
		expect(await play({ unread: Buffer.from(BODY) }).result).toHaveProperty('workflowData');
	});

	it('whose body n8n has read is not read again', async () => {
		const request = { headers: {}, rawBody: Buffer.from(BODY), readRawBody: jest.fn() };
		expect(await readDelivery(request)).toEqual({ headers: {}, rawBody: request.rawBody });
		expect(request.readRawBody).not.toHaveBeenCalled();
	});

	it('whose body n8n cannot read is rejected', async () => {
		const { result, sent } = play({ unread: new Error('too large'), workflowId: fresh() });
		await result;
		expect(sent[0]).toBe(401);
	});

	it('needs no credential where nothing is to be proven', async () => {
		const parameters = { verification: 'none' };
		const { result } = play({ parameters, headers: {}, credential: new Error('deleted') });
		expect(await result).toHaveProperty('workflowData');
	});

	it('is not checked by a secret in place of the API key', async () => {
		const parameters = { verification: 'basicAuth' };
		const good = play({ parameters, headers: { authorization: basicAuthOf() } });
		expect(await good.result).toHaveProperty('workflowData');
		const swapped = { ...KEYS, apiKey: KEYS.apiSecret, apiSecret: KEYS.apiKey };
		const headers = { authorization: basicAuthOf(swapped) };
		const bad = play({ parameters, headers, workflowId: fresh() });
		expect(await bad.result).toEqual({ noWebhookResponse: true });
	});
});

describe('an event that is not chosen', () => {
	const parameters = { events: ['purchase.pass'] };

	it('starts nothing, gets 200, and is told in the log', async () => {
		const { result, log } = play({ parameters, workflowId: fresh() });
		expect(await result).toEqual({ webhookResponse: { message: 'OK' } });
		expect(log).toEqual([
			"info 'Purchases' of the workflow 'News' ignored a delivery: Conscent sent the event 'purchase.subscription', which is not chosen in 'Events'",
		]);
	});

	it('is shown to whoever waits at the Test URL', async () => {
		const { result } = play({ parameters, mode: 'manual' });
		await expect(result).rejects.toThrow(NodeOperationError);
		await expect(result).rejects.toThrow("which is not chosen in 'Events'");
		await expect(result).rejects.toMatchObject({
			description: expect.stringContaining("'Any Event'") as string,
		});
	});

	it('brings nothing but letters, digits, dots and dashes into the log', async () => {
		const body = JSON.stringify({ ...ENVELOPE, event: 'new\nline <b>' });
		const { result, log } = play({ body, parameters, workflowId: fresh() });
		await result;
		expect(log[0]).toContain("the event 'new?line??b?'");
	});
});

describe('a delivery that comes again', () => {
	const parameters = { ignoreRepeated: true };

	/** @param status what n8n responds with, once it has tried to store the first execution */
	async function deliverTwice(change: Call, status = 200) {
		const staticData: IDataObject = {};
		const call = { parameters, staticData, workflowId: fresh(), ...change };
		const first = play(call);
		const started = await first.result;
		first.response.statusCode = status;
		first.response.end();
		await new Promise((resolve) => setImmediate(resolve));
		const second = play(call);
		return [started, await second.result, second.log] as const;
	}

	it('starts nothing, and is told in the log', async () => {
		const [first, second, log] = await deliverTwice({});
		expect(first).toHaveProperty('workflowData');
		expect(second).toEqual({ webhookResponse: { message: 'OK' } });
		expect(log).toEqual([
			"debug 'Purchases' of the workflow 'News' started nothing for a delivery: it was delivered before",
		]);
	});

	it('starts the workflow again where n8n could not store the first', async () => {
		const [, second] = await deliverTwice({}, 500);
		expect(second).toHaveProperty('workflowData');
	});

	it.each<[string, Call]>([
		['at the Test URL', { mode: 'manual' }],
		['where the option is off', { parameters: {} }],
	])('starts the workflow again %s', async (_where, change) => {
		const [, second] = await deliverTwice(change);
		expect(second).toHaveProperty('workflowData');
	});
});

describe('the settings', () => {
	function settingsOf(parameters: IDataObject) {
		const getNodeParameter = (name: string, fallback?: unknown) =>
			name in parameters ? parameters[name] : fallback;
		return readSettings({ getNodeParameter } as unknown as IWebhookFunctions);
	}

	it('are the parameters of the node', () => {
		const settings = { ...SETTINGS, otherEvents: 'a, b', simplify: false, ignoreRepeated: true };
		expect(settingsOf({ ...settings })).toEqual(settings);
	});

	it('are empty where n8n hides the parameter', () => {
		const shown = { webhookFormat: 'legacy', verification: 'none', simplify: true };
		expect(settingsOf({ ...shown, ignoreRepeated: false })).toEqual({
			...shown,
			ignoreRepeated: false,
			events: [],
			otherEvents: '',
			legacyKind: '',
		});
		expect(settingsOf({ ...shown, events: 'purchase.pass' })).toMatchObject({ events: [] });
	});
});

describe('publishing', () => {
	const { checkExists, create, delete: remove } = new ConscentTrigger().webhookMethods.default;

	async function publish(verification: string, credential: object): Promise<boolean> {
		const context = {
			getNodeParameter: (name: string) => (name === 'verification' ? verification : undefined),
			getCredentials: async () => await Promise.resolve(credential),
			getNode: () => NODE,
		} as unknown as IHookFunctions;
		return await create.call(context);
	}

	it.each(['signature', 'basicAuth', 'both', 'none'])(
		'by %s goes through with a whole credential',
		async (verification) => {
			expect(await publish(verification, KEYS)).toBe(true);
		},
	);

	it.each([
		['signature', { webhookSecret: '' }, /has no 'Webhook Secret'/],
		['signature', { webhookSecret: undefined }, /has no 'Webhook Secret'/],
		['both', { webhookSecret: '  ' }, /has no 'Webhook Secret'/],
		['signature', { webhookSecret: ' secret' }, /begins or ends with a space/],
		['basicAuth', { apiKey: '' }, /no 'API Key' or no 'API Secret'/],
		['basicAuth', { apiSecret: ' ' }, /no 'API Key' or no 'API Secret'/],
		['both', { apiSecret: '' }, /no 'API Key' or no 'API Secret'/],
	])('by %s fails with %j, and says what to do', async (verification, change, message) => {
		const publishing = publish(verification, { ...KEYS, ...change });
		await expect(publishing).rejects.toThrow(NodeOperationError);
		await expect(publishing).rejects.toThrow(message);
		await expect(publishing).rejects.toThrow(/Enter it there/);
	});

	it.each([
		['signature', { apiKey: '', apiSecret: '' }],
		['basicAuth', { webhookSecret: '' }],
		['none', { apiKey: '', apiSecret: '', webhookSecret: '' }],
	])('by %s asks for no more than it needs', async (verification, change) => {
		expect(await publish(verification, { ...KEYS, ...change })).toBe(true);
	});

	it('by nothing does not read the credential', async () => {
		const getCredentials = jest.fn();
		const context = { getNodeParameter: () => 'none', getCredentials, getNode: () => NODE };
		expect(await create.call(context as unknown as IHookFunctions)).toBe(true);
		expect(getCredentials).not.toHaveBeenCalled();
	});

	it('registers nothing at Conscent, which has no API for it', async () => {
		const context = {} as IHookFunctions;
		expect(await checkExists.call(context)).toBe(false);
		expect(await remove.call(context)).toBe(true);
	});
});
