/** The docs page of an operation: fields from the node's description, calls and sample output from the spec. */
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import type { Operation, Resource } from '../../nodes/shared/operation';
import { LOOKUP_CALLS } from '../../nodes/Conscent/resources/userOperation';
import { callById } from './specification';
import type { Call } from './specification';
import type { Rehearsal } from './rehearse';

export interface PageContent {
	readonly resource: Resource;
	readonly operation: Operation;
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

function callLine({ method, path, evidence, source }: Call): string {
	const word = EVIDENCE[evidence] ?? evidence;
	return `- \`${method} ${path}\` (${source === undefined ? word : `[${word}](${source})`})`;
}

/** The calls that an operation is about, and those with which it finds a user. */
function callsOf({ calls = [], properties }: Operation): { own: Call[]; lookups: Call[] } {
	const findsUsers = properties.some(({ name }) => name === 'whenNotFound');
	const isLookup = (id: string) => findsUsers && LOOKUP_CALLS.some((call) => call === id);
	const own = calls.filter((id) => !isLookup(id));
	return own.length === 0
		? { own: calls.map(callById), lookups: [] }
		: { own: own.map(callById), lookups: calls.filter(isLookup).map(callById) };
}

function callLines(operation: Operation): string {
	const { own, lookups } = callsOf(operation);
	const others = lookups.map(({ method, path }) => `\`${method} ${path}\``).join(', ');
	return [
		...own.map(callLine),
		...(others === '' ? [] : [`- To find the user by email or phone: ${others}`]),
	].join('\n');
}

/** What of the operation's calls is not documented. */
function doubtSection(operation: Operation): string[] {
	const lines = callsOf(operation).own.flatMap(({ method, path, doubts }) =>
		doubts.length === 0
			? []
			: [`\`${method} ${path}\``, doubts.map((line) => `- ${sentence(line)}`).join('\n')],
	);
	return lines.length === 0 ? [] : ['## What is not certain', ...lines];
}

function typeText({ type, options = [], modes = [] }: INodeProperties): string {
	if (type === 'options' || type === 'multiOptions') {
		const values = (options as INodePropertyOptions[]).map(({ value }) => `\`${String(value)}\``);
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
	return table(FIELD_HEAD, properties.map(fieldRow));
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
function repeatText({ requests }: Rehearsal): string {
	const last = requests.at(-1);
	if (last?.request.repeatable !== true) {
		return 'Never sent again after an unclear failure: the error then says that it may have been done.';
	}
	const { repeatable, repeatableWhy } = last.call;
	return repeatable === 'conditional'
		? `Sent again after a passing failure (503, no answer) where that does no harm. ${repeatableWhy}`
		: 'Sent again after a passing failure (503, no answer): doing it twice does no harm.';
}

export function pageOf({ resource, operation, rehearsal }: PageContent): string {
	return [
		MADE_BY,
		`# ${resource.name}: ${operation.name}`,
		sentence(operation.description),
		callLines(operation),
		repeatText(rehearsal),
		'## Fields',
		operation.properties.length === 0 ? 'None of its own.' : fieldTable(operation.properties),
		...innerTables(operation.properties),
		'Fields with * are required. Every operation also has the [options](../../README.md#bulk-runs) of the node.',
		'## Output',
		sampleOutput(rehearsal),
		...doubtSection(operation),
		'',
	].join('\n\n');
}

/** Where the page of an operation lies in docs/operations. */
export function pageName(resource: Resource, operation: Operation): string {
	return `${resource.value}-${operation.value}.md`;
}

/** All operations in one table, with links to their pages. */
export function indexPage(contents: readonly PageContent[]): string {
	const rows = contents.map(({ resource, operation }) => [
		resource.name,
		`[${operation.name}](${pageName(resource, operation)})`,
		sentence(operation.description),
	]);
	return [
		MADE_BY,
		'# Operations of the Conscent node',
		table(['Resource', 'Operation', 'What it does'], rows),
		'',
	].join('\n\n');
}
