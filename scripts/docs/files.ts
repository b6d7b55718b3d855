/** All files that are made from the node and the spec: docs pages and output schemas. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { resources } from '../../nodes/Conscent/resources';
import type { Operation, Resource } from '../../nodes/shared/operation';
import { indexPage, pageName, pageOf } from './page';
import type { PageContent } from './page';
import { parametersFor, rehearse } from './rehearse';
import type { Rehearsal } from './rehearse';
import { sampleParameters } from './samples';
import { outputSchema } from './schema';

export const ROOT = path.resolve(__dirname, '../..');
export const DOCS_FOLDER = 'docs/operations';
export const SCHEMA_FOLDER = 'nodes/Conscent/__schema__';
const SCHEMA_VERSION_FOLDER = `${SCHEMA_FOLDER}/v1.0.0`;

interface Rehearsed extends PageContent {
	/** With each variant of parameters and each sample answer. */
	readonly all: readonly Rehearsal[];
}

function rehearseAll(resource: Resource, operation: Operation): Rehearsal[] {
	return sampleParameters(resource, operation).flatMap((values) => {
		const parameters = () => parametersFor(resource, operation, values);
		const first = rehearse(operation, parameters());
		const others = first.requests.at(-1)?.call.samples.slice(1) ?? [];
		return [first, ...others.map(({ value }) => rehearse(operation, parameters(), () => value))];
	});
}

function rehearsedOperations(): Rehearsed[] {
	return resources.flatMap((resource) =>
		resource.operations.map((operation) => {
			const all = rehearseAll(resource, operation);
			const [rehearsal] = all;
			if (!rehearsal) throw new Error(`${operation.action} was not played through`);
			return { resource, operation, rehearsal, all };
		}),
	);
}

async function formatted(file: string, text: string): Promise<string> {
	const config = await resolveConfig(path.join(ROOT, file));
	return await format(text, { ...config, filepath: file });
}

/** @returns each file's text by its path below the root */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
	const contents = rehearsedOperations();
	const texts: Array<[string, string]> = contents.flatMap((content) => {
		const { resource, operation, all } = content;
		const schema = outputSchema(all.flatMap(({ items }) => items));
		return [
			[`${DOCS_FOLDER}/${pageName(resource, operation)}`, pageOf(content)],
			[
				`${SCHEMA_VERSION_FOLDER}/${resource.value}/${operation.value}.json`,
				JSON.stringify(schema),
			],
		];
	});
	texts.push([`${DOCS_FOLDER}/README.md`, indexPage(contents)]);
	const files = await Promise.all(
		texts.map(async ([file, text]) => [file, await formatted(file, text)] as const),
	);
	return new Map(files);
}

function filesIn(folder: string): string[] {
	return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
}

/** @returns what differs from what would be made now: missing, changed, or left over from an operation that is gone */
export async function outdatedFiles(): Promise<string[]> {
	const wanted = await generatedFiles();
	const present = [...filesIn(DOCS_FOLDER), ...filesIn(SCHEMA_FOLDER)];
	const changed = [...wanted].filter(
		([file, text]) =>
			!present.includes(file) || readFileSync(path.join(ROOT, file), 'utf8') !== text,
	);
	const leftOver = present.filter((file) => !wanted.has(file));
	return [...changed.map(([file]) => file), ...leftOver];
}
