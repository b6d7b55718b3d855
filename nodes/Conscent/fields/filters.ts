import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../shared/input/body';
import { BodyBuilder, keyOf } from '../../shared/input/body';
import { endMoment, moment, propertiesOf, text } from '../../shared/input/fields/bodyFields';
import type { Parameters } from '../../shared/input/parameters';
import { ValidationError } from '../../shared/input/validationError';
import { parseEmail, parseId } from '../../shared/input/parse/text';
import { parsePhone } from '../users/phone';

export function fromFilter(what: string): BodyField {
	return moment('From', 'from', `Only ${what} from this moment on`);
}

export function toFilter(what: string): BodyField {
	return endMoment('To', 'to', `Only ${what} up to this moment`);
}

export function updatedFilter(displayName: string, name: string, when: string): BodyField {
	return moment(displayName, name, `Only what was updated ${when} this moment`);
}

export const EMAIL_FILTER: BodyField = text(
	'Email',
	'email',
	'e.g. asha@example.com',
	'Only those of the user with this email address',
	parseEmail,
);

export const PHONE_FILTER: BodyField = text(
	'Phone Number',
	'phoneNumber',
	'e.g. 9876543210',
	'Only those of the user with this phone number, as Conscent holds it',
	parsePhone,
);

export const USER_ID_FILTER: BodyField = text(
	'User ID',
	'userId',
	'e.g. 66c5f1a2b3d4e5f6a7b8c9d0',
	'Only those of this user',
	parseId,
);

const NAME = 'filters';
const DISPLAY_NAME = 'Filters';

/**
 * The filters of a listing, none of them required.
 *
 * @param what the filters do, as a sentence without its full stop
 */
export function filtersProperty(
	filters: readonly BodyField[],
	what = 'Which records to list; all of them if no filter is added',
): INodeProperties {
	return {
		displayName: DISPLAY_NAME,
		name: NAME,
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		description: `${what}. One that is empty, or whose expression finds nothing, fails the item: without it, everything would be returned.`,
		options: propertiesOf(filters),
	};
}

/**
 * @returns the query parameters of the filters
 * @throws ValidationError for a filter that was added and is empty: without it, the call would give everybody's records
 */
export function readFilters(parameters: Parameters, filters: readonly BodyField[]): IDataObject {
	const values = parameters.collection(NAME, DISPLAY_NAME);
	const query = BodyBuilder.of(parameters).setFields(filters, values).collected;
	const empty = filters.find(
		(filter) => Object.hasOwn(values, filter.property.name) && !Object.hasOwn(query, keyOf(filter)),
	);
	if (empty === undefined) return query;
	const { displayName } = empty.property;
	throw new ValidationError(
		displayName,
		`'${displayName}' in ${DISPLAY_NAME} is empty`,
		'Check that its expression finds a value for this item, or remove the filter: without it everything would be returned.',
	);
}
