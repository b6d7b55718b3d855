import type { BodyField } from '../../shared/input/body';
import { BodyBuilder } from '../../shared/input/body';
import type { Parameters } from '../../shared/input/parameters';
import { ValidationError } from '../../shared/input/validationError';
import { isEmpty } from '../../shared/input/parse/text';

/**
 * The values of required fields, which stand alone in the editor, outside of any collection.
 *
 * @throws ValidationError for one that is empty or whose expression gave nothing
 */
export function readRequiredFields(
	parameters: Parameters,
	fields: readonly BodyField[],
): BodyBuilder {
	const values = Object.fromEntries(
		fields.map(({ property }) => [property.name, parameters.value(property.name)]),
	) as Record<string, string>;
	const empty = fields.find(({ property }) => isEmpty(values[property.name]));
	if (!empty) return new BodyBuilder().setFields(fields, values);
	const { displayName } = empty.property;
	throw new ValidationError(
		displayName,
		`'${displayName}' is empty`,
		`Check that the expression in '${displayName}' finds a value for this item.`,
	);
}
