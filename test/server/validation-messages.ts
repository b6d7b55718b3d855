import type { ErrorObject } from 'ajv';

/** How NestJS's class-validator words a wrong type; Conscent's errors are taken to read the same. */
const TYPE_WORDS: Readonly<Record<string, string>> = {
	array: 'must be an array',
	boolean: 'must be a boolean value',
	integer: 'must be an integer number',
	number: 'must be a number conforming to the specified constraints',
	object: 'must be an object',
	string: 'must be a string',
};

/** '/requestBody/billingAddress/0/city' is 'billingAddress.0.city' to the person who sent it. */
function fieldName(instancePath: string, child?: string): string {
	const [, , ...rest] = instancePath.split('/');
	return [...rest, ...(child === undefined ? [] : [child])].join('.');
}

function requiredMessage(error: ErrorObject): string {
	const missing = String(error.params['missingProperty']);
	if (error.instancePath === '')
		return missing === 'requestBody'
			? 'the body must be JSON (application/json)'
			: `${missing} should not be empty`;
	return `${fieldName(error.instancePath, missing)} should not be empty`;
}

function typeWords(error: ErrorObject): string {
	const types = String(error.params['type']).split(',');
	return TYPE_WORDS[types.find((type) => type !== 'null') ?? ''] ?? `must be ${types.join(' or ')}`;
}

function problem(error: ErrorObject): string {
	const mustBe: unknown = error.parentSchema?.['x-must-be'];
	switch (error.keyword) {
		case 'type':
			return typeWords(error);
		case 'minLength':
			return 'should not be empty';
		case 'minimum':
			return `must not be less than ${String(error.params['limit'])}`;
		case 'maximum':
			return `must not be greater than ${String(error.params['limit'])}`;
		case 'enum':
			return `must be one of the following values: ${String(error.params['allowedValues']).replaceAll(',', ', ')}`;
		default:
			return typeof mustBe === 'string' ? `must be ${mustBe}` : (error.message ?? 'is wrong');
	}
}

function message(error: ErrorObject): string {
	if (error.keyword === 'parse') return error.message ?? 'Unexpected end of JSON input';
	if (error.keyword === 'required') return requiredMessage(error);
	if (error.keyword === 'additionalProperties') {
		const name = fieldName(error.instancePath, String(error.params['additionalProperty']));
		return `property ${name} should not exist`;
	}
	return `${fieldName(error.instancePath) || 'the body'} ${problem(error)}`;
}

/**
 * Ajv reports each alternative of a choice (anyOf, oneOf) and the choice itself. A person wants one line: what is
 * wrong inside of the value where that is known, else what the value must be.
 */
function withoutAlternatives(errors: readonly ErrorObject[]): ErrorObject[] {
	const choices = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
	const isInside = (error: ErrorObject, path: string) => error.instancePath.startsWith(`${path}/`);
	const isAlternative = (error: ErrorObject, choice: ErrorObject) =>
		error.instancePath === choice.instancePath &&
		(error.keyword !== 'required' || error.schemaPath.startsWith(`${choice.schemaPath}/`));
	return errors.filter((error) => {
		if (!choices.includes(error)) return !choices.some((choice) => isAlternative(error, choice));
		return (
			alternativesAreKeys(error) || !errors.some((other) => isInside(other, error.instancePath))
		);
	});
}

/** Such as "either email or phone": wrong whatever stands in the other keys. */
function alternativesAreKeys({ schema }: ErrorObject): boolean {
	return (
		Array.isArray(schema) &&
		schema.every((choice: object) => 'required' in choice && !('type' in choice))
	);
}

/** The message list of a 400 response. */
export function validationMessages(errors: readonly ErrorObject[]): string[] {
	return [...new Set(withoutAlternatives(errors).map(message))];
}
