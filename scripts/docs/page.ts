/** The docs page of an operation: fields from the node's description, calls and sample output from the spec. */
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import type { Operation, Resource } from '../../nodes/shared/operation';
import type { Rehearsal } from './rehearse';
import type { DocumentedService } from './services';
import type { Call, Source } from './specification';

interface DocumentedOperation {
	readonly service: DocumentedService;
	readonly operation: Operation;
}

export interface PageContent extends DocumentedOperation {
	readonly resource: Resource;
	readonly rehearsal: Rehearsal;
}

const MADE_BY =
	'<!-- Made by `npm run docs` from the node and spec/. Change those, not this page. -->';

const EVIDENCE: Readonly<Record<string, string>> = {
	documented: 'documented',
	inferred: 'inferred from other calls',
	unknown: 'a guess',
};

function cell(text: string): string {
	return text.replace(/\|/g, '\\|').replace(/\s+/g, ' ').trim();
}

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function evidenceText(word: string, source: Source | undefined): string {
	if (source?.url !== undefined) return `[${word}](${source.url})`;
	return source?.package === undefined ? word : `${word}: package \`${source.package}\``;
}

function callLine({ method, path, evidence, source }: Call): string {
	const word = EVIDENCE[evidence] ?? evidence;
	return `- \`${method} ${path}\` (${evidenceText(word, source)})`;
}

/** The calls that an operation is about, and those with which it finds a user. */
function callsOf({ service, operation }: DocumentedOperation): { own: Call[]; lookups: Call[] } {
	const { calls = [], properties } = operation;
	const { specification, lookupCalls } = service;
	const described = (ids: readonly string[]) => ids.map((id) => specification.callById(id));
	const findsUsers = properties.some(({ name }) => name === 'whenNotFound');
	const isLookup = (id: string) => findsUsers && lookupCalls.includes(id);
	const own = calls.filter((id) => !isLookup(id));
	return own.length === 0
		? { own: described(calls), lookups: [] }
		: { own: described(own), lookups: described(calls.filter(isLookup)) };
}

function callLines(documented: DocumentedOperation): string {
	const { own, lookups } = callsOf(documented);
	const others = lookups.map(({ method, path }) => `\`${method} ${path}\``).join(', ');
	return [
		...own.map(callLine),
		...(others === '' ? [] : [`- To find the user by email or phone: ${others}`]),
	].join('\n');
}

/** What of the operation's calls is not documented. */
function doubtSection(documented: DocumentedOperation): string[] {
	const lines = callsOf(documented).own.flatMap(({ method, path, doubts }) =>
		doubts.length === 0
			? []
			: [`\`${method} ${path}\``, doubts.map((line) => `- ${sentence(line)}`).join('\n')],
	);
	return lines.length === 0 ? [] : ['## What is not certain', ...lines];
}

function typeText({ type, options = [], modes = [] }: INodeProperties): string {
	if (type === 'multiOptions' && options.length === 0) return 'IDs';
	if (type === 'options' || type === 'multiOptions') {
		const values = (options as INodePropertyOptions[])
			.filter(({ value }) => value !== '')
			.map(({ value }) => `\`${String(value)}\``);
		return `${type === 'options' ? 'one of' : 'some of'} ${values.join(', ')}`;
	}
	if (type === 'resourceLocator') {
		return modes.map(({ displayName }) => displayName.toLowerCase()).join(', ');
	}
	if (type === 'collection') return 'fields, see below';
	return type === 'fixedCollection' ? 'group, see below' : type;
}

function shownWhen({ displayOptions }: INodeProperties): string {
	const conditions = [
		...Object.entries(displayOptions?.show ?? {}).map(
			([name, values]) => [name, 'is', values] as const,
		),
		...Object.entries(displayOptions?.hide ?? {}).map(
			([name, values]) => [name, 'is not', values] as const,
		),
	];
	const texts = conditions.map(([name, is, values = []]) => {
		// A slash at the beginning is n8n's own way to write a path.
		return `\`${name.replace(/^\//, '')}\` ${is} ${values.map((value) => `\`${String(value)}\``).join(' or ')}`;
	});
	return texts.length === 0 ? '' : ` Shown when ${texts.join(' and ')}.`;
}

function sentence(text = ''): string {
	return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}

function fieldRow(property: INodeProperties): string[] {
	const { displayName, name, required, description } = property;
	return [
		`${displayName}${required === true ? ' *' : ''}`,
		`\`${name}\``,
		typeText(property),
		sentence(description) + shownWhen(property),
	];
}

const FIELD_HEAD = ['Field', 'Name', 'Type', 'Meaning'];

function fieldTable(properties: readonly INodeProperties[]): string {
	const shown = properties.filter(({ type }) => type !== 'hidden');
	return table(FIELD_HEAD, shown.map(fieldRow));
}

/** The fields inside of collections and groups, each with a table of its own. */
function innerTables(properties: readonly INodeProperties[]): string[] {
	return properties.flatMap((property) => {
		const { displayName, type, options = [] } = property;
		if (type === 'collection') {
			const inner = options as INodeProperties[];
			const when = shownWhen(property);
			return [
				`### ${displayName}`,
				...(when === '' ? [] : [when.trim()]),
				fieldTable(inner),
				...innerTables(inner),
			];
		}
		if (type !== 'fixedCollection') return [];
		const groups = options as INodePropertyCollection[];
		return groups.map(({ values }) => `#### ${displayName}\n\n${fieldTable(values)}`);
	});
}

function sampleOutput({ items }: Rehearsal): string {
	return ['```json', JSON.stringify(items[0] ?? {}, null, 2), '```'].join('\n');
}

/** What the retry rules make of the operation's own request, the last one. */
function retryText({ requests }: Rehearsal): string {
	const last = requests.at(-1);
	if (last?.request.idempotent !== true) {
		return 'Never retried after an unclear failure: the error then says that it may have been done.';
	}
	const { idempotent, repeatableWhy } = last.call;
	return idempotent === 'conditional'
		? `Retried after a passing failure (503, no response) where that does no harm. ${repeatableWhy}`
		: 'Retried after a passing failure (503, no response): doing it twice does no harm.';
}

/** Only the package's own service goes without its name. */
function title({ service, resource, operation }: PageContent): string {
	const owner = service.guide === undefined ? '' : `${service.name}, `;
	return `# ${owner}${resource.name}: ${operation.name}`;
}

function guideLine({ guide, name }: DocumentedService): string[] {
	return guide === undefined
		? []
		: [`Credential, errors, and what is not known of the API: [${name}](${guide}).`];
}

function resourceGuideLine({ service, resource }: PageContent): string[] {
	const guide = service.resourceGuides?.[resource.value];
	return guide === undefined ? [] : [`More about this resource: [the guide](${guide}).`];
}

export function pageOf(content: PageContent): string {
	const { service, operation, rehearsal } = content;
	return [
		MADE_BY,
		title(content),
		sentence(operation.description),
		...resourceGuideLine(content),
		callLines(content),
		retryText(rehearsal),
		'## Fields',
		operation.properties.length === 0 ? 'None of its own.' : fieldTable(operation.properties),
		...innerTables(operation.properties),
		'Fields with * are required. Every operation also has the [options](../../README.md#bulk-runs) of the node.',
		...guideLine(service),
		'## Output',
		sampleOutput(rehearsal),
		...doubtSection(content),
		'',
	].join('\n\n');
}

/** Where the page of an operation lies in docs/operations. */
export function pageName({ service, resource, operation }: PageContent): string {
	return `${service.pagePrefix}${resource.value}-${operation.value}.md`;
}

/** The text is that of scripts/screenshots/pictures.ts; a test holds them together. */
const NODES_LIST = `n8n's list of nodes finds each operation by what it does:

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="../images/nodes-list-dark.png" />
  <img src="../images/nodes-list-light.png" width="360" alt="n8n's list of nodes with the Conscent node open: its actions, sorted by what they are about" />
</picture>`;

const INDEX_HEAD = ['Resource', 'Operation', 'What it does'];

function serviceSection(service: DocumentedService, contents: readonly PageContent[]): string[] {
	const rows = contents
		.filter((content) => content.service === service)
		.map((content) => [
			content.resource.name,
			`[${content.operation.name}](${pageName(content)})`,
			sentence(content.operation.description),
		]);
	return [`## ${service.name}`, ...guideLine(service), table(INDEX_HEAD, rows)];
}

/** All operations, a table for each service, with links to their pages. */
export function indexPage(contents: readonly PageContent[]): string {
	const services = [...new Set(contents.map(({ service }) => service))];
	return [
		MADE_BY,
		'# Operations',
		NODES_LIST,
		...services.flatMap((service) => serviceSection(service, contents)),
		'',
	].join('\n\n');
}
