import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../../shared/input/body';
import { BodyBuilder } from '../../../shared/input/body';
import { collection, propertiesOf } from '../../../shared/input/fields/bodyFields';
import { SIMPLIFY } from '../../../shared/input/fields/returned';
import {
	UPDATE_FIELDS,
	clearFields,
	readUpdate,
	updateFields,
} from '../../../shared/input/fields/updateFields';
import { readId } from '../../../shared/input/fields/locators';
import type { Operation } from '../../../shared/operation';
import { recordOutput } from '../../../shared/output/response';
import type { Parameters } from '../../../shared/input/parameters';
import type { ApiPath } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';
import { ADDITIONAL_FIELDS, setAdditionalFields } from '../../fields/additional';
import {
	CONTENT_FIELDS,
	CONTENT_ID,
	TITLE,
	URL,
	checkAuthor,
	readContentId,
} from '../../fields/content';

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

const CREATE_FIELDS = collection(
	'Content Fields',
	'contentFields',
	'What Conscent is told about the content beside its ID, title and address',
	[ADDITIONAL_FIELDS, ...propertiesOf(CONTENT_FIELDS)],
);

/** Registers a content, or a bundle, which has further required fields. */
export function createOperation(
	texts: Texts & { readonly path: ApiPath; readonly required?: readonly BodyField[] },
): Operation {
	const { path, required = [], ...operation } = texts;
	const fields = [TITLE, URL, ...required];

	function buildBody(contentId: string, parameters: Parameters): IDataObject {
		const more = parameters.collection(CREATE_FIELDS.name, CREATE_FIELDS.displayName);
		const body = BodyBuilder.of(parameters)
			.set('contentId', contentId, CONTENT_ID.displayName)
			.setRequired(fields, parameters)
			.setFields(CONTENT_FIELDS, more);
		return setAdditionalFields(body, more[ADDITIONAL_FIELDS.name]).collected;
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
				output: recordOutput(parameters, SIMPLE_KEYS, ({ content }) => content),
			};
		},
	};
}

/** Changes a content or a bundle; only what is added is sent. */
export function updateOperation(
	texts: Texts & {
		readonly path: (contentId: string) => ApiPath;
		/** Which content or bundle. */
		readonly locator: INodeProperties;
		readonly moreFields?: readonly BodyField[];
	},
): Operation {
	const { path, locator, moreFields = [], ...operation } = texts;
	const fields = [TITLE, URL, ...CONTENT_FIELDS, ...moreFields];

	function buildBody(parameters: Parameters): IDataObject {
		const { body, values } = readUpdate(parameters, fields);
		return setAdditionalFields(body, values[ADDITIONAL_FIELDS.name]).buildUpdate(UPDATE_FIELDS);
	}

	return {
		...operation,
		properties: [
			locator,
			updateFields([ADDITIONAL_FIELDS, ...propertiesOf(fields)]),
			clearFields('Conscent', fields),
			SIMPLIFY,
		],

		prepare(parameters) {
			const orderKey = readId(parameters, locator);
			return {
				orderKey,
				request: {
					method: 'PATCH',
					path: path(orderKey),
					body: buildBody(parameters),
					// The same values once more change nothing.
					idempotent: CALLS.updateContent.idempotent,
				},
				output: recordOutput(parameters, SIMPLE_KEYS, ({ editedContent }) => editedContent),
			};
		},
	};
}
