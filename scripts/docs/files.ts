/** All files that are made from the nodes and the specs: docs pages and output schemas. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { indexPage, pageName, pageOf } from './page';
import type { PageContent } from './page';
import type { Rehearsal } from './rehearse';
import { outputSchema } from './schema';
import { SERVICES, rehearseAll } from './services';
import type { DocumentedService } from './services';

export const ROOT = path.resolve(__dirname, '../..');
export const DOCS_FOLDER = 'docs/operations';
export const SCHEMA_FOLDERS = SERVICES.map(schemaFolder);

interface Rehearsed extends PageContent {
	/** With each variant of parameters and each sample response. */
	readonly all: readonly Rehearsal[];
}

function schemaFolder({ folder }: DocumentedService): string {
	return `${folder}/__schema__`;
}

async function rehearsedOperations(): Promise<Rehearsed[]> {
	const operations = SERVICES.flatMap((service) =>
		service.resources.flatMap((resource) =>
			resource.operations.map((operation) => ({ service, resource, operation })),
		),
	);
	return await Promise.all(
		operations.map(async ({ service, resource, operation }) => {
			const all = await rehearseAll(service, resource, operation);
			const [rehearsal] = all;
			if (!rehearsal) throw new Error(`${operation.action} was not played through`);
			return { service, resource, operation, rehearsal, all };
		}),
	);
}

async function formatted(file: string, text: string): Promise<string> {
	const config = await resolveConfig(path.join(ROOT, file));
	return await format(text, { ...config, filepath: file });
}

/** @returns each file's text by its path below the root */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
	const contents = await rehearsedOperations();
	const texts: Array<[string, string]> = contents.flatMap((content) => {
		const { service, resource, operation, all } = content;
		const schema = outputSchema(all.flatMap(({ items }) => items));
		return [
			[`${DOCS_FOLDER}/${pageName(content)}`, pageOf(content)],
			[
				`${schemaFolder(service)}/v1.0.0/${resource.value}/${operation.value}.json`,
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
	if (!existsSync(path.join(ROOT, folder))) return [];
	return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
}

/** @returns what differs from what would be made now: missing, changed, or left over from an operation that is gone */
export async function outdatedFiles(): Promise<string[]> {
	const wanted = await generatedFiles();
	const present = [DOCS_FOLDER, ...SCHEMA_FOLDERS].flatMap(filesIn);
	const changed = [...wanted].filter(
		([file, text]) =>
			!present.includes(file) || readFileSync(path.join(ROOT, file), 'utf8') !== text,
	);
	const leftOver = present.filter((file) => !wanted.has(file));
	return [...changed.map(([file]) => file), ...leftOver];
}
