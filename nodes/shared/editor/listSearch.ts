import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems } from 'n8n-workflow';

import { connect } from '../http/requestSender';
import { RunRedactor } from '../output/redact';
import { setupError } from '../output/errorItems';
import type { StepsTo } from '../operation';
import type { PagedCall } from '../output/paging';
import { PageReader } from '../output/paging';
import type { Service } from '../service';
import { runSteps } from '../steps';

/** Somebody waits in front of the editor, so a busy server is not waited for as long as in a run. */
const OPTIONS = { maxRetries: 1, requestsPerSecond: 0, timeoutMs: 15_000 };
const PATIENCE_MS = 10_000;

/** More cannot be looked through in a list; the API's rows are searched here, as it has no search of its own. */
const MOST_ROWS = 1_000;

export interface EditorList {
	readonly service: Service;
	/** Steps where the call depends on the responses to others. */
	readonly pages: PagedCall | StepsTo<PagedCall>;
	/** What a row is called and which value it stands for; several for a row that holds a list. */
	toItems(row: IDataObject): INodeListSearchItems[];
}

/** Fills a list of the editor: the rows of a call whose names contain the filter, in the API's order. */
export async function listForEditor(
	context: ILoadOptionsFunctions,
	list: EditorList,
	filter = '',
): Promise<INodeListSearchItems[]> {
	try {
		const rows = await readRows(context, list);
		const wanted = filter.trim().toLowerCase();
		return rows
			.flatMap((row) => list.toItems(row))
			.filter(({ name }) => name.toLowerCase().includes(wanted));
	} catch (error) {
		throw setupError(context.getNode(), error);
	}
}

async function readRows(
	context: ILoadOptionsFunctions,
	{ service, pages }: EditorList,
): Promise<IDataObject[]> {
	const credential = await context.getCredentials(service.credentialType);
	const baseUrl = service.baseUrl(credential);
	const sender = connect(context, {
		service,
		credential,
		baseUrl,
		options: OPTIONS,
		redactor: new RunRedactor(() => service.secrets(credential)),
		patienceMs: PATIENCE_MS,
	});
	return await runSteps(rowsIn(pages), async (request) => await sender.send(request));
}

function* rowsIn(pages: EditorList['pages']): StepsTo<IDataObject[]> {
	const call = 'next' in pages ? yield* pages : pages;
	const reader = new PageReader(call, MOST_ROWS);
	const rows: IDataObject[] = [];
	while (reader.hasMore) rows.push(...reader.take(yield reader.request()));
	return rows;
}
