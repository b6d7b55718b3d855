import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

/** What the sender reads. It tells neither which check failed nor whether a workflow started. */
const BODIES = {
	200: { message: 'OK' },
	400: { message: 'Bad request' },
	401: { message: 'Unauthorized' },
	503: { message: 'Service unavailable' },
} as const;

export type RejectionStatus = Exclude<keyof typeof BODIES, 200>;

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

/** n8n evaluates it for its own 200, which it sends once it has stored the execution. */
export const RESPONSE_DATA = `={{ (${JSON.stringify(BODIES[200])}) }}`;

/** n8n stores the execution and then responds: 200, or 500 where it could not. */
export function start(json: IDataObject): IWebhookResponseData {
	return { workflowData: [[{ json }]] };
}

/** Accepted, but nothing to start. n8n saves changed static data and then responds. */
export function ignore(): IWebhookResponseData {
	return { webhookResponse: BODIES[200] };
}

/** @returns what tells n8n not to respond itself */
export function reject(response: Response, status: RejectionStatus): IWebhookResponseData {
	response
		.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
		.end(JSON.stringify(BODIES[status]));
	return { noWebhookResponse: true };
}

/**
 * Whether n8n stored the execution, as its response tells. The call of `end` is watched, as middleware such as
 * express-session does: the event 'finish' never comes where the sender has hung up, although n8n goes on and stores.
 */
export async function wasStored(response: Response): Promise<boolean> {
	const end = response.end.bind(response) as (...args: unknown[]) => Response;
	return await new Promise((resolve) => {
		const watchedEnd = (...args: unknown[]) => {
			resolve(response.statusCode === 200);
			return end(...args);
		};
		Object.assign(response, { end: watchedEnd });
	});
}
