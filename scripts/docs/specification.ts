/** What spec/conscent.openapi.yaml says of the calls, as docs, schemas and tests need it. */
import type { OpenAPIV3_1 } from 'openapi-types';
import { readSpec } from '../../test/server/spec';

export type Schema = OpenAPIV3_1.SchemaObject;

type Spec = OpenAPIV3_1.Document;

export interface Call {
	readonly operationId: string;
	readonly method: string;
	/** As the spec writes it, with its placeholders. */
	readonly path: string;
	readonly evidence: string;
	/** `conditional` where it depends on the request. */
	readonly repeatable: boolean | 'conditional';
	readonly queryParameters: readonly string[];
	/** The request body's fields; undefined where the call takes no body. */
	readonly bodyFields: readonly string[] | undefined;
	/** The sample answers of its successes, by name. */
	readonly samples: ReadonlyArray<{ readonly name: string; readonly value: unknown }>;
}

type Marks = Record<`x-${string}`, unknown>;

const spec = readSpec() as Spec;

function resolve<T extends object>(node: T | OpenAPIV3_1.ReferenceObject): T {
	if (!('$ref' in node)) return node;
	const found = node.$ref
		.slice(2)
		.split('/')
		.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], spec);
	return resolve(found as T);
}

function bodyFieldsOf({ requestBody }: OpenAPIV3_1.OperationObject): string[] | undefined {
	if (!requestBody) return undefined;
	const { content } = resolve<OpenAPIV3_1.RequestBodyObject>(requestBody);
	const schema = content['application/json']?.schema;
	return schema ? fieldsOf(schema as Schema) : [];
}

function fieldsOf(schema: Schema | OpenAPIV3_1.ReferenceObject): string[] {
	const { properties = {}, allOf = [] } = resolve<Schema>(schema);
	return [...Object.keys(properties), ...allOf.flatMap(fieldsOf)];
}

function samplesOf({ responses }: OpenAPIV3_1.OperationObject): Call['samples'] {
	return Object.entries(responses ?? {})
		.filter(([status]) => status.startsWith('2'))
		.flatMap(([, response]) =>
			Object.values(resolve<OpenAPIV3_1.ResponseObject>(response).content ?? {}),
		)
		.flatMap(({ examples }) => Object.entries(examples ?? {}))
		.map(([name, example]) => ({
			name,
			value: resolve<OpenAPIV3_1.ExampleObject>(example).value as unknown,
		}));
}

function callOf(
	path: string,
	method: string,
	operation: OpenAPIV3_1.OperationObject & Marks,
): Call {
	const parameters = (operation.parameters ?? []).map((parameter) =>
		resolve<OpenAPIV3_1.ParameterObject>(parameter),
	);
	return {
		operationId: String(operation.operationId),
		method: method.toUpperCase(),
		path,
		evidence: String(operation['x-evidence']),
		repeatable: operation['x-repeatable'] as Call['repeatable'],
		queryParameters: parameters
			.filter(({ in: place }) => place === 'query')
			.map(({ name }) => name),
		bodyFields: bodyFieldsOf(operation),
		samples: samplesOf(operation),
	};
}

const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;

/** All calls, in the order of the spec. */
export const CALLS: readonly Call[] = Object.entries(spec.paths ?? {}).flatMap(([path, item]) =>
	METHODS.flatMap((method) => {
		const operation = item?.[method];
		return operation
			? [callOf(path, method, operation as OpenAPIV3_1.OperationObject & Marks)]
			: [];
	}),
);

export function callById(operationId: string): Call {
	const call = CALLS.find((candidate) => candidate.operationId === operationId);
	if (call) return call;
	throw new Error(`spec/ has no operation '${operationId}'`);
}

function matches(template: string, path: string): boolean {
	const [wanted, given] = [template.split('/'), path.split('/')];
	return (
		wanted.length === given.length &&
		wanted.every((part, index) => part.startsWith('{') || part === given[index])
	);
}

/** The call that a request is: of several matching paths the one with the fewest placeholders, as a router has it. */
export function callFor(method: string, path: string): Call | undefined {
	const placeholders = (call: Call) => call.path.split('{').length;
	return CALLS.filter((call) => call.method === method && matches(call.path, path)).sort(
		(one, other) => placeholders(one) - placeholders(other),
	)[0];
}
