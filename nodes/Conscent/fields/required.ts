import type { BodyField } from '../../shared/body';
import { BodyBuilder } from '../../shared/body';
import type { Parameters } from '../../shared/parameters';
import { ParameterProblem } from '../../shared/problem';
import { isNothing } from '../../shared/values';

/**
 * The values of required fields, which stand alone in the editor, outside of any collection.
 *
 * @throws ParameterProblem for one that is empty or whose expression gave nothing
 */
export function readRequiredFields(
	parameters: Parameters,
	fields: readonly BodyField[],
): BodyBuilder {
	const values = Object.fromEntries(
		fields.map(({ property }) => [property.name, parameters.value(property.name)]),
	) as Record<string, string>;
	const empty = fields.find(({ property }) => isNothing(values[property.name]));
	if (!empty) return new BodyBuilder().setFields(fields, values);
	const { displayName } = empty.property;
	throw new ParameterProblem(
		displayName,
		`'${displayName}' is empty`,
		`Check that the expression in '${displayName}' finds a value for this item.`,
	);
}
