/** Walks an API description and lists where its evidence marks are missing or incomplete. */

type Json = Record<string, unknown>;

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];

/** Below these keys stand free values, which look like anything. */
const VALUES = ['example', 'examples', 'default', 'enum', 'x-empty-value'];

/** What `npm run calibrate` writes: the day, and where. */
const OBSERVED_AT = /^\d{4}-\d\d-\d\d \S/;

/** A map below one of these keys has entries which each need a mark. */
const MARKED_MAPS = ['properties', 'parameters', 'responses', 'headers', 'securitySchemes'];

function isNode(value: unknown): value is Json {
	return typeof value === 'object' && value !== null;
}

export interface DescribedOperation {
	readonly method: string;
	readonly path: string;
	readonly operation: Json;
}

export function operationsOf(spec: Json): DescribedOperation[] {
	return Object.entries(spec['paths'] as Record<string, Json>).flatMap(([path, item]) =>
		METHODS.filter((method) => method in item).map((method) => ({
			method,
			path,
			operation: item[method] as Json,
		})),
	);
}

/**
 * A property that refers to a schema still says how sure it is that the property exists.
 * Parameters and responses that refer to a shared one carry their mark there.
 */
function needsMark(parentKey: string, grandparentKey: string, key: string, node: Json): boolean {
	if (parentKey === 'properties') return true;
	if ('$ref' in node) return false;
	if (MARKED_MAPS.includes(parentKey) || parentKey === 'servers') return true;
	if (key === 'requestBody') return true;
	return METHODS.includes(key) && grandparentKey === 'paths';
}

function markProblem(node: Json, sources: Json): string | undefined {
	const evidence = node['x-evidence'];
	if (evidence === undefined) return 'no x-evidence';
	if (evidence === 'documented') {
		const source = String(node['x-source']);
		return source in sources ? undefined : `x-source "${source}" is not in x-sources`;
	}
	if (evidence === 'observed')
		return OBSERVED_AT.test(String(node['x-observed'])) ? undefined : 'no x-observed';
	if (evidence !== 'inferred' && evidence !== 'unknown')
		return `x-evidence "${String(evidence)}" is no mark`;
	return typeof node['x-why'] === 'string' && node['x-why'] !== '' ? undefined : 'no x-why';
}

/** Marks of a single point, such as `x-empty-value`, with its own `-evidence`, `-why` and `-observed`. */
function pointProblems(node: Json): string[] {
	const points = Object.keys(node).flatMap((key) => /^(x-.+)-evidence$/.exec(key)?.[1] ?? []);
	return points.flatMap((point) => {
		const problem = markProblem(
			{
				'x-evidence': node[`${point}-evidence`],
				'x-why': node[`${point}-why`],
				'x-observed': node[`${point}-observed`],
			},
			{},
		);
		return problem === undefined ? [] : [`${point}: ${problem}`];
	});
}

export function evidenceProblems(spec: Json): string[] {
	const sources = spec['x-sources'] as Json;
	const problems: string[] = [];

	function visit(node: Json, path: readonly string[]): void {
		const [key = '', parentKey = '', grandparentKey = ''] = [...path].reverse();
		const isPropertyMap = key === 'properties' && parentKey !== 'properties';
		if (needsMark(parentKey, grandparentKey, key, node) && !isPropertyMap) {
			const problem = markProblem(node, sources);
			if (problem) problems.push(`${path.join(' > ')}: ${problem}`);
		}
		for (const problem of pointProblems(node)) problems.push(`${path.join(' > ')}: ${problem}`);
		for (const [childKey, child] of Object.entries(node)) {
			const isValue = VALUES.includes(childKey) && key !== 'properties';
			if (isNode(child) && !isValue) visit(child, [...path, childKey]);
		}
	}

	visit(spec, []);
	return problems;
}
