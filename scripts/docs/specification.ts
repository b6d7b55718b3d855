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
	/** The page that documents it. */
	readonly source: string | undefined;
	/** `conditional` where it depends on the request. */
	readonly repeatable: boolean | 'conditional';
	readonly queryParameters: readonly string[];
	/** The request body's fields; undefined where the call takes no body. */
	readonly bodyFields: readonly string[] | undefined;
	/** Why it may be sent twice, or not. */
	readonly repeatableWhy: string;
	/** What of it is not documented, and why it is believed all the same. */
	readonly doubts: readonly string[];
	/** The sample answers of its successes, by name. */
	readonly samples: ReadonlyArray<{ readonly name: string; readonly value: unknown }>;
}

type Marks = Record<`x-${string}`, unknown>;

const spec = readSpec() as Spec & Marks;

const SOURCES = spec['x-sources'] as Readonly<Record<string, { readonly url: string }>>;

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
	return schema ? Object.keys(propertiesOf(schema as Schema)) : [];
}

function propertiesOf(schema: Schema | OpenAPIV3_1.ReferenceObject): Record<string, object> {
	const { properties = {}, allOf = [] } = resolve<Schema>(schema);
	return Object.assign({}, ...allOf.map(propertiesOf), properties) as Record<string, object>;
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

/** A node of the spec that says how sure it is of itself. */
type Marked = Partial<Record<'x-evidence' | 'x-why', string>>;

function doubt(what: string, marked: object): string[] {
	const { 'x-evidence': evidence = 'documented', 'x-why': why = '' } = marked as Marked;
	return evidence === 'documented' ? [] : [`${what}: ${evidence}. ${why}`];
}

function bodyDoubts(body: OpenAPIV3_1.RequestBodyObject): string[] {
	const schema = body.content['application/json']?.schema;
	const properties = schema ? propertiesOf(schema as Schema) : {};
	return [
		...doubt('The request', body),
		...Object.entries(properties).flatMap(([name, property]) => doubt(`\`${name}\``, property)),
	];
}

function answerDoubts({ responses = {} }: OpenAPIV3_1.OperationObject): string[] {
	return Object.entries(responses)
		.filter(([status]) => status.startsWith('2'))
		.flatMap(([status, response]) =>
			doubt(`The answer (${status})`, resolve<OpenAPIV3_1.ResponseObject>(response)),
		);
}

function doubtsOf(
	operation: OpenAPIV3_1.OperationObject,
	parameters: readonly OpenAPIV3_1.ParameterObject[],
): string[] {
	const body = operation.requestBody;
	return [
		...parameters.flatMap((parameter) => doubt(`\`${parameter.name}\``, parameter)),
		...(body ? bodyDoubts(resolve<OpenAPIV3_1.RequestBodyObject>(body)) : []),
		...answerDoubts(operation),
	];
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
		source: SOURCES[String(operation['x-source'])]?.url,
		repeatable: operation['x-repeatable'] as Call['repeatable'],
		queryParameters: parameters
			.filter(({ in: place }) => place === 'query')
			.map(({ name }) => name),
		bodyFields: bodyFieldsOf(operation),
		repeatableWhy: String(operation['x-repeatable-why']),
		doubts: doubtsOf(operation, parameters),
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
