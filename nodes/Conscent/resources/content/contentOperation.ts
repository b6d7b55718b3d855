import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../../shared/input/body';
import { BodyBuilder } from '../../../shared/input/body';
import type { ApiResponse, Operation, OperationOutput } from '../../../shared/operation';
import { responseJson } from '../../../shared/output/response';
import type { Parameters } from '../../../shared/input/parameters';
import type { ApiPath } from '../../../shared/input/path';
import { isPlainObject } from '../../../shared/input/parse/text';
import { CALLS } from '../../apiFacts';
import { ADDITIONAL_FIELDS, setAdditionalFields } from '../../fields/additional';
import { clearFieldsProperty, clearable } from '../../fields/clearFields';
import {
	CONTENT_FIELDS,
	CONTENT_ID,
	TITLE,
	URL,
	checkAuthor,
	readContentId,
} from '../../fields/content';
import { propertiesOf } from '../../fields/property';
import { readRequiredFields } from '../../fields/required';
import { SIMPLIFY, simplifier } from '../../fields/simplify';
import { updateFieldsProperty } from '../../fields/updateFields';

/** The most telling fields of a content or a bundle. */
export const SIMPLE_KEYS = [
	'contentId',
	'title',
	'url',
	'contentType',
	'price',
	'currency',
	'duration',
	'categories',
	'priceOverrides',
	'bundleContentIds',
];

type Texts = Pick<Operation, 'value' | 'name' | 'action' | 'description' | 'calls'>;

/** For responses that wrap the content in a message: the message is left out where Simplify is on. */
function outputOf(parameters: Parameters, key: string): (response: ApiResponse) => OperationOutput {
	const simplify = parameters.isOn(SIMPLIFY.name) && simplifier(parameters, SIMPLE_KEYS);
	return (response) => {
		const json = responseJson(response);
		const content = json[key];
		return simplify && isPlainObject(content) ? simplify(content) : json;
	};
}

const CREATE_FIELDS: INodeProperties = {
	displayName: 'Content Fields',
	name: 'contentFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	description: 'What Conscent is told about the content beside its ID, title and address',
	options: [ADDITIONAL_FIELDS, ...propertiesOf(CONTENT_FIELDS)],
};

/** Registers a content, or a bundle, which has further required fields. */
export function createOperation(
	texts: Texts & { readonly path: ApiPath; readonly required?: readonly BodyField[] },
): Operation {
	const { path, required = [], ...operation } = texts;
	const fields = [TITLE, URL, ...required];

	function buildBody(contentId: string, parameters: Parameters): IDataObject {
		const more = parameters.collection(CREATE_FIELDS.name, CREATE_FIELDS.displayName);
		const body = new BodyBuilder()
			.set('contentId', contentId, CONTENT_ID.displayName)
			.setAll(readRequiredFields(parameters, fields).collected, TITLE.property.displayName)
			.setFields(CONTENT_FIELDS, more);
		return setAdditionalFields(body, more[ADDITIONAL_FIELDS.name]).build(CONTENT_ID.displayName);
	}

	return {
		...operation,
		properties: [
			{ ...CONTENT_ID, required: true },
			...fields.map(({ property }) => ({ ...property, required: true })),
			CREATE_FIELDS,
			SIMPLIFY,
		],

		prepare(parameters) {
			const orderKey = readContentId(parameters);
			const body = buildBody(orderKey, parameters);
			checkAuthor(body);
			return {
				orderKey,
				// A second one is refused because the ID is taken, which hides that the first went through.
				request: { method: 'POST', path, body, idempotent: CALLS.createContent.idempotent },
				output: outputOf(parameters, 'content'),
			};
		},
	};
}

/** Changes a content or a bundle; only what is added is sent. */
export function updateOperation(
	texts: Texts & {
		readonly path: (contentId: string) => ApiPath;
		readonly moreFields?: readonly BodyField[];
	},
): Operation {
	const { path, moreFields = [], ...operation } = texts;
	const fields = [TITLE, URL, ...CONTENT_FIELDS, ...moreFields];
	const updateFields = updateFieldsProperty([ADDITIONAL_FIELDS, ...propertiesOf(fields)]);
	const clearFields = clearFieldsProperty(fields);

	function buildBody(parameters: Parameters): IDataObject {
		const values = parameters.collection(updateFields.name, updateFields.displayName);
		const body = new BodyBuilder()
			.setFields(fields, values)
			.clear(
				clearable(fields),
				parameters.choices(clearFields.name, clearFields.displayName),
				clearFields.displayName,
			);
		return setAdditionalFields(body, values[ADDITIONAL_FIELDS.name]).build(
			updateFields.displayName,
		);
	}

	return {
		...operation,
		properties: [{ ...CONTENT_ID, required: true }, updateFields, clearFields, SIMPLIFY],

		prepare(parameters) {
			const orderKey = readContentId(parameters);
			return {
				orderKey,
				request: {
					method: 'PATCH',
					path: path(orderKey),
					body: buildBody(parameters),
					// The same values once more change nothing.
					idempotent: CALLS.updateContent.idempotent,
				},
				output: outputOf(parameters, 'editedContent'),
			};
		},
	};
}
