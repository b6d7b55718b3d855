/** What the files in spec/ say of the calls, as docs, schemas and tests need it. */
import type { OpenAPIV3_1 } from 'openapi-types';
import { SPEC_FILE, readSpec } from '../../test/server/spec';

export type Schema = OpenAPIV3_1.SchemaObject;

type Spec = OpenAPIV3_1.Document;

/** Where a call is documented: a page, or a package whose types say it. */
export interface Source {
	readonly url?: string;
	readonly package?: string;
}

export interface Call {
	readonly operationId: string;
	readonly method: string;
	/** As the spec writes it, with its placeholders. */
	readonly path: string;
	readonly evidence: string;
	/** The page that documents it. */
	readonly source: Source | undefined;
	/** `conditional` where it depends on the request. */
	readonly idempotent: boolean | 'conditional';
	readonly queryParameters: readonly string[];
	/** The request body's fields; undefined where the call takes no body. */
	readonly bodyFields: readonly string[] | undefined;
	/** Why it may be sent twice, or not. */
	readonly repeatableWhy: string;
	/** What of it is not documented, and why it is believed all the same. */
	readonly doubts: readonly string[];
	/** The sample responses of its successes, by name. */
	readonly samples: ReadonlyArray<{ readonly name: string; readonly value: unknown }>;
}

type Marks = Record<`x-${string}`, unknown>;

/** A node of the spec that says how sure it is of itself. */
type Marked = Partial<Record<'x-evidence' | 'x-why', string>>;

function doubt(what: string, marked: object): string[] {
	const { 'x-evidence': evidence = 'documented', 'x-why': why = '' } = marked as Marked;
	return ['documented', 'observed'].includes(evidence) ? [] : [`${what}: ${evidence}. ${why}`];
}

type Operation = OpenAPIV3_1.OperationObject & Marks;

const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;

function matches(template: string, path: string): boolean {
	const [wanted, given] = [template.split('/'), path.split('/')];
	return (
		wanted.length === given.length &&
		wanted.every((part, index) => part.startsWith('{') || part === given[index])
	);
}

/** One API, as its file in spec/ describes it. */
export class Specification {
	/** In the order of the file. */
	readonly calls: readonly Call[];

	private readonly spec: Spec & Marks;

	constructor(private readonly file: string) {
		this.spec = readSpec(file) as Spec & Marks;
		this.calls = Object.entries(this.spec.paths ?? {}).flatMap(([path, item]) =>
			METHODS.flatMap((method) => {
				const operation = item?.[method];
				if (!operation) return [];
				const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
				return [this.callOf(path, method, { ...operation, parameters } as Operation)];
			}),
		);
	}

	callById(operationId: string): Call {
		const call = this.calls.find((candidate) => candidate.operationId === operationId);
		if (call) return call;
		throw new Error(`${this.file} has no operation '${operationId}'`);
	}

	/** The call that a request is: of several matching paths the one with the fewest placeholders, as a router has it. */
	callFor(method: string, path: string): Call | undefined {
		const placeholders = (call: Call) => call.path.split('{').length;
		return this.calls
			.filter((call) => call.method === method && matches(call.path, path))
			.sort((one, other) => placeholders(one) - placeholders(other))[0];
	}

	private callOf(path: string, method: string, operation: Operation): Call {
		const parameters = (operation.parameters ?? []).map((parameter) =>
			this.resolve<OpenAPIV3_1.ParameterObject>(parameter),
		);
		const sources = this.spec['x-sources'] as Readonly<Record<string, Source>>;
		return {
			operationId: String(operation.operationId),
			method: method.toUpperCase(),
			path,
			evidence: String(operation['x-evidence']),
			source: sources[String(operation['x-source'])],
			idempotent: operation['x-idempotent'] as Call['idempotent'],
			queryParameters: parameters
				.filter(({ in: place }) => place === 'query')
				.map(({ name }) => name),
			bodyFields: this.bodyFieldsOf(operation),
			repeatableWhy: String(operation['x-idempotent-why']),
			doubts: this.doubtsOf(operation, parameters),
			samples: this.samplesOf(operation),
		};
	}

	private resolve<T extends object>(node: T | OpenAPIV3_1.ReferenceObject): T {
		if (!('$ref' in node)) return node;
		const found = node.$ref
			.slice(2)
			.split('/')
			.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], this.spec);
		return this.resolve(found as T);
	}

	private bodyFieldsOf({ requestBody }: Operation): string[] | undefined {
		return requestBody ? Object.keys(this.bodyProperties(this.resolve(requestBody))) : undefined;
	}

	private bodyProperties({ content }: OpenAPIV3_1.RequestBodyObject): Record<string, object> {
		const schema = content['application/json']?.schema;
		return schema ? this.propertiesOf(schema as Schema) : {};
	}

	private propertiesOf(schema: Schema | OpenAPIV3_1.ReferenceObject): Record<string, object> {
		const { properties = {}, allOf = [] } = this.resolve<Schema>(schema);
		const inherited = allOf.map((part) => this.propertiesOf(part));
		return Object.assign({}, ...inherited, properties) as Record<string, object>;
	}

	private successes({ responses }: Operation): Array<[string, OpenAPIV3_1.ResponseObject]> {
		return Object.entries(responses ?? {})
			.filter(([status]) => status.startsWith('2'))
			.map(([status, response]) => [status, this.resolve(response)]);
	}

	private samplesOf(operation: Operation): Call['samples'] {
		return this.successes(operation)
			.flatMap(([, { content }]) => Object.values(content ?? {}))
			.flatMap(({ examples }) => Object.entries(examples ?? {}))
			.map(([name, example]) => ({
				name,
				value: this.resolve<OpenAPIV3_1.ExampleObject>(example).value as unknown,
			}));
	}

	private doubtsOf(
		operation: Operation,
		parameters: readonly OpenAPIV3_1.ParameterObject[],
	): string[] {
		const { requestBody } = operation;
		return [
			...parameters.flatMap((parameter) => doubt(`\`${parameter.name}\``, parameter)),
			...(requestBody ? this.bodyDoubts(this.resolve(requestBody)) : []),
			...this.successes(operation).flatMap(([status, response]) =>
				doubt(`The response (${status})`, response),
			),
		];
	}

	private bodyDoubts(body: OpenAPIV3_1.RequestBodyObject): string[] {
		return [
			...doubt('The request', body),
			...Object.entries(this.bodyProperties(body)).flatMap(([name, property]) =>
				doubt(`\`${name}\``, property),
			),
		];
	}
}

export const CONSCENT = new Specification(SPEC_FILE);

/** All calls of Conscent's. */
export const CALLS = CONSCENT.calls;
