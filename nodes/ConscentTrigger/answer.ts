import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

/** What the sender reads. It tells neither which check failed nor whether a workflow started. */
const MESSAGES = { 200: 'OK', 400: 'Bad request', 401: 'Unauthorized' } as const;

/** Started or not: n8n sends it with 200, once the execution is stored if there is one. */
const ACCEPTED: IDataObject = { message: MESSAGES[200] };

/** For n8n, which asks the description what to answer to a delivery that started a workflow. */
export const RESPONSE_DATA = `={{ (${JSON.stringify(ACCEPTED)}) }}`;

export function start(json: IDataObject): IWebhookResponseData {
	return { workflowData: [[{ json }]] };
}

/** Accepted, but nothing to start. */
export function ignore(context: IWebhookFunctions, why: string): IWebhookResponseData {
	context.logger.debug(`${title(context)} started nothing for a delivery: ${why}`);
	return { webhookResponse: ACCEPTED };
}

/** The log is where a user finds out why Conscent's deliveries do not arrive. */
export function refuse(
	context: IWebhookFunctions,
	{ status, why }: { status: 400 | 401; why: string },
): IWebhookResponseData {
	context.logger.warn(`${title(context)} refused a delivery with ${status}: ${why}`);
	context
		.getResponseObject()
		.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
		.end(JSON.stringify({ message: MESSAGES[status] }));
	return { noWebhookResponse: true };
}

function title(context: IWebhookFunctions): string {
	return `'${context.getNode().name}' of the workflow '${context.getWorkflow().name ?? ''}'`;
}
