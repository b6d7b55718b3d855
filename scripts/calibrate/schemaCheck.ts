/**
 * Holds each response against its schema in `spec/`, with the validator of the test servers. The checks and their
 * names are those of Schemathesis (status code, content type and response schema conformance); what several responses
 * show is told once, by its place.
 */
import type { ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { Document } from 'openapi-backend';

import { DescribedApi } from '../../test/server/served';
import { pathShape } from './client';
import type { CallResponse, Json, PlannedCall } from './question';
import { isJson, jsonAt, keysOf } from './question';
import { mapValues, nameShape, shapeText } from './shape';

type Operation = NonNullable<ReturnType<DescribedApi['matchOperation']>>;
type Problems = Array<[check: string, place: string, text: string]>;

export interface Violation {
	readonly check: string;
	readonly call: string;
	readonly status: number;
	/** Where in the response, such as `userData.address`. */
	readonly place: string;
	readonly text: string;
	/** The first exchange that showed it. */
	readonly exchange: number;
	times: number;
}

/** A copy whose objects list all of their properties, so that one nobody listed is an error. */
function closed(node: unknown): unknown {
	if (Array.isArray(node)) return node.map(closed);
	if (!isJson(node)) return node;
	const copy = mapValues(node, closed);
	const isListed = isJson(copy['properties']) && copy['type'] === 'object';
	return isListed ? { ...copy, additionalProperties: false } : copy;
}

async function compile(spec: Document): Promise<DescribedApi> {
	const api = new DescribedApi({
		// Compiles a schema when it is first needed.
		quick: true,
		definition: closed(spec) as Document,
		ajvOpts: { allErrors: true, strict: false, verbose: true },
		customizeAjv: (ajv) => addFormats(ajv),
	});
	await api.init();
	return api;
}

/** Compiling the schemas takes a while, and tests run many calibrations. */
const compiled = new Map<string, Promise<DescribedApi>>();

export async function describedApi(spec: Document): Promise<DescribedApi> {
	const key = JSON.stringify(spec);
	const api = compiled.get(key) ?? compile(spec);
	compiled.set(key, api);
	return await api;
}

export class SchemaCheck {
	private readonly found = new Map<string, Violation>();

	constructor(private readonly api: DescribedApi) {}

	get violations(): readonly Violation[] {
		return [...this.found.values()];
	}

	/** A call that the spec does not have is asked to see whether it is there: nothing to hold it against. */
	look({ method, path }: PlannedCall, response: CallResponse): void {
		const operation = this.api.matchOperation({ method, path, headers: {} });
		if (!operation?.operationId) return;
		for (const [check, place, text] of this.problemsOf(operation, response)) {
			const violation = { check, call: `${method} ${pathShape(path)}`, place, text };
			const { status, exchange } = response;
			const key = JSON.stringify([violation, status]);
			const known = this.found.get(key);
			if (known) known.times += 1;
			else this.found.set(key, { ...violation, status, exchange, times: 1 });
		}
	}

	private problemsOf(operation: Operation, { status, body }: CallResponse): Problems {
		const described = jsonAt(operation.responses, String(status));
		if (!described) return [['status_code_conformance', '', `HTTP ${status} is not described`]];
		if (typeof body === 'string') {
			const isDescribed = jsonAt(described, 'content', 'text/plain') !== undefined;
			return isDescribed ? [] : [['content_type_conformance', '', 'The response is not JSON']];
		}
		const { errors } = this.api.validator.validateResponse(body, operation, status);
		return (errors ?? []).map((error) => ['response_schema_conformance', ...problemOf(error)]);
	}
}

function problemOf(error: ErrorObject): [place: string, text: string] {
	const parts = keysOf(error.instancePath);
	const place = parts.map((part) => (/^\d+$/.test(part) ? '[]' : nameShape(part))).join('.');
	const { additionalProperty, missingProperty } = error.params as Record<string, string>;
	if (additionalProperty !== undefined) {
		const value = (error.data as Json)[additionalProperty];
		return [place, `'${nameShape(additionalProperty)}' is not listed; it is ${shapeText(value)}`];
	}
	if (missingProperty !== undefined) return [place, `'${missingProperty}' is missing`];
	return [place, `${error.message ?? 'is wrong'}; it is ${shapeText(error.data)}`];
}
