import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

/** What the sender reads. It tells neither which check failed nor whether a workflow started. */
const ANSWERS = {
	200: { message: 'OK' },
	400: { message: 'Bad request' },
	401: { message: 'Unauthorized' },
	503: { message: 'Service unavailable' },
} as const;

type Status = keyof typeof ANSWERS;

/** For n8n, which asks the description what to answer once it has stored the execution. */
export const RESPONSE_DATA = `={{ (${JSON.stringify(ANSWERS[200])}) }}`;

export function start(json: IDataObject): IWebhookResponseData {
	return { workflowData: [[{ json }]] };
}

/**
 * Starts the workflow as well, but answers now: n8n saves what the trigger remembers when a delivery was answered. Were
 * that left to n8n, the start would come first, and n8n 2.41 forgets there that there is something to save.
 */
export function startAndRemember(
	context: IWebhookFunctions,
	json: IDataObject,
): IWebhookResponseData {
	return { ...start(json), ...reply(context, 200) };
}

/** Accepted, but nothing to start. */
export function ignore(context: IWebhookFunctions, why: string): IWebhookResponseData {
	context.logger.debug(`${title(context)} started nothing for a delivery: ${why}`);
	return { webhookResponse: ANSWERS[200] };
}

/** The log is where a user finds out why Conscent's deliveries do not arrive. */
export function refuse(
	context: IWebhookFunctions,
	{ status, why }: { status: Exclude<Status, 200>; why: string },
): IWebhookResponseData {
	context.logger.warn(`${title(context)} refused a delivery with ${status}: ${why}`);
	return reply(context, status);
}

/** @returns what tells n8n not to answer itself */
function reply(context: IWebhookFunctions, status: Status): IWebhookResponseData {
	context
		.getResponseObject()
		.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
		.end(JSON.stringify(ANSWERS[status]));
	return { noWebhookResponse: true };
}

function title(context: IWebhookFunctions): string {
	return `'${context.getNode().name}' of the workflow '${context.getWorkflow().name ?? ''}'`;
}
