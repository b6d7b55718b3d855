/**
 * What an operation consists of: its call in spec/, what the nodes assume of it, the test server's response to it, a file
 * and a line in its resource, a case in the engine tests, a page, a schema, a place in the README. Each part is named
 * where it is missing, whichever the others are. docs/development.md tells them in this order.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { CALLS } from '../../nodes/Conscent/apiFacts';
import type { Operation, Resource } from '../../nodes/shared/operation';
import { SERVICES } from '../../scripts/docs/services';
import type { DocumentedService } from '../../scripts/docs/services';
import { HANDLERS as COMMERCE_ENGINE_HANDLERS } from '../server/commerceEngine/handlers';
import { HANDLERS } from '../server/handlers';
import { HANDLERS as INSIGHTO_HANDLERS } from '../server/insighto/handlers';
import { ROOT } from './repositoryFiles';

interface Places {
	readonly spec: string;
	readonly handlersFile: string;
	readonly handlers: object;
	/** How the names of its engine tests begin. */
	readonly cases: readonly string[];
	/** Calls that no operation makes by itself. */
	readonly otherCalls: readonly string[];
	readonly facts?: { readonly file: string; readonly calls: object };
}

const PLACES: Readonly<Record<string, Places>> = {
	Conscent: {
		spec: 'spec/conscent.openapi.yaml',
		handlersFile: 'test/server/handlers/index.ts',
		handlers: HANDLERS,
		cases: ['conscent', 'operation'],
		otherCalls: [],
		facts: { file: 'nodes/Conscent/apiFacts.ts', calls: CALLS },
	},
	Insighto: {
		spec: 'spec/insighto.openapi.yaml',
		handlersFile: 'test/server/insighto/handlers.ts',
		handlers: INSIGHTO_HANDLERS,
		cases: ['insighto'],
		otherCalls: [],
	},
	'Commerce Engine': {
		spec: 'spec/commerce-engine.openapi.yaml',
		handlersFile: 'test/server/commerceEngine/handlers.ts',
		handlers: COMMERCE_ENGINE_HANDLERS,
		cases: ['commerceEngine'],
		otherCalls: ['signInAnonymously', 'signInWithPassword'],
	},
};

const requireFromHere = createRequire(__filename);

function read(file: string): string {
	return readFileSync(path.join(ROOT, file), 'utf8');
}

function operationsIn(file: string): Operation[] {
	const exported = requireFromHere(path.join(ROOT, file)) as Record<string, unknown>;
	return Object.values(exported).filter(
		(value): value is Operation =>
			typeof value === 'object' && value !== null && 'action' in value && 'properties' in value,
	);
}

/** Operations that have a file, but no line in their resource. */
function unlisted({ folder, resources }: DocumentedService): string[] {
	const listed = new Set(resources.flatMap(({ operations }) => operations));
	const base = `${folder}/resources`;
	return readdirSync(path.join(ROOT, base), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts') && path.basename(file) !== 'index.ts')
		.map((file) => `${base}/${file}`)
		.filter((file) => operationsIn(file).some((operation) => !listed.has(operation)))
		.map((file) => `${path.dirname(file)}/index.ts does not list ${path.basename(file)}`);
}

function callParts(service: DocumentedService, places: Places): string[] {
	const { spec, handlersFile, handlers, facts, otherCalls } = places;
	const described = service.specification.calls.map(({ operationId }) => operationId);
	const named = service.resources.flatMap(({ operations }) =>
		operations.flatMap(({ calls = [] }) => calls),
	);
	const notIn = (calls: readonly string[], known: readonly string[], place: string) =>
		calls.filter((call) => !known.includes(call)).map((call) => `${place} '${call}'`);
	const all = [...new Set([...described, ...named])];
	return [
		...notIn([...new Set(named)], described, `${spec} has no operation`),
		...(facts ? notIn(all, Object.keys(facts.calls), `${facts.file} has no call`) : []),
		...notIn(all, Object.keys(handlers), `${handlersFile} has no handler`),
		...notIn(
			described,
			[...named, ...otherCalls],
			`${service.folder}/resources has no operation with the call`,
		),
	];
}

function engineTests(beginnings: readonly string[]): string {
	return ['test/engine', 'test/engine/support/cases']
		.flatMap((folder) => readdirSync(path.join(ROOT, folder)).map((name) => `${folder}/${name}`))
		.filter((file) => beginnings.some((name) => path.basename(file).startsWith(name)))
		.filter((file) => file.endsWith('.ts'))
		.map(read)
		.join('\n');
}

function operationParts(
	{ name, folder, pagePrefix }: DocumentedService,
	{ value: resource }: Resource,
	{ value, calls = [] }: Operation,
	tests: string,
): string[] {
	const title = `${resource}: ${value}`;
	const page = `docs/operations/${pagePrefix}${resource}-${value}.md`;
	const schema = `${folder}/__schema__/v1.0.0/${resource}/${value}.json`;
	const hasCase = new RegExp(`resource: '${resource}',\\s*operation: '${value}'`).test(tests);
	return [
		...(calls.length > 0 ? [] : [`${folder}: ${title} names no calls`]),
		...(hasCase ? [] : [`test/engine has no case for ${name}, ${title}`]),
		...(existsSync(path.join(ROOT, page)) ? [] : [`${page} is missing: npm run docs`]),
		...(existsSync(path.join(ROOT, schema)) ? [] : [`${schema} is missing: npm run docs`]),
		...(pagePrefix !== '' || read('README.md').includes(`(${page})`)
			? []
			: [`README.md, Operations, has no link to ${page}`]),
	];
}

/** @returns what is missing of any operation, one line each: the place, and what it lacks */
export function missingParts(): string[] {
	return SERVICES.flatMap((service) => {
		const places = PLACES[service.name];
		if (!places) return [`test/support/operationParts.ts does not know ${service.name}`];
		const tests = engineTests(places.cases);
		return [
			...callParts(service, places),
			...unlisted(service),
			...service.resources.flatMap((resource) =>
				resource.operations.flatMap((operation) =>
					operationParts(service, resource, operation, tests),
				),
			),
		];
	});
}
