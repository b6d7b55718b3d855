import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../shared/input/body';
import { parseFilledTextList } from '../../shared/input/parse/lists';
import { parseWholeFrom0 } from '../../shared/input/parse/numbers';
import type { Parameters } from '../../shared/input/parameters';
import { ValidationError } from '../../shared/input/validationError';
import { parseJsonObject, unlessEmpty } from '../../shared/input/parse/json';
import { isEmpty, parseId, parseOneOf } from '../../shared/input/parse/text';
import { CURRENCY } from './subscription';
import { DOWNLOAD, PRICE_OVERRIDES } from './contentGroups';
import { amountField, numberProperty, textField, textListField, textProperty } from './property';

/** The publisher's own ID of a content: it cannot be changed. */
export const CONTENT_ID: INodeProperties = textProperty({
	displayName: 'Content ID',
	name: 'contentId',
	placeholder: 'e.g. story-2026-05-31',
	description:
		"The publisher's own ID of the content: at most 32 letters, digits, underscores and hyphens",
});

export function readContentId(parameters: Parameters): string {
	return parseId(parameters.value(CONTENT_ID.name), CONTENT_ID.displayName);
}

export const TITLE: BodyField = textField({
	displayName: 'Title',
	name: 'title',
	placeholder: 'e.g. What the monsoon brings',
	description: 'The title of the content',
});

export const URL: BodyField = textField({
	displayName: 'URL',
	name: 'url',
	placeholder: 'e.g. https://news.example.com/monsoon',
	description: 'Where the content is read',
});

export const BUNDLE_CONTENT_IDS: BodyField = {
	property: textProperty({
		displayName: 'Bundle Content IDs',
		name: 'bundleContentIds',
		placeholder: 'e.g. story-1, story-2',
		description: 'The contents of the bundle: their IDs, with commas between them',
	}),
	parse: parseFilledTextList,
};

/** Spec: `Content.contentType`. */
const CONTENT_TYPES = [
	{ name: 'Podcast', value: 'PODCAST' },
	{ name: 'Premium Content', value: 'PREMIUM CONTENT' },
	{ name: 'Song', value: 'SONG' },
	{ name: 'Story', value: 'STORY' },
	{ name: 'Video', value: 'VIDEO' },
];

/** What a content has beside ID, title and URL, alphabetical as the editor lists it. */
export const CONTENT_FIELDS: readonly BodyField[] = [
	textField({
		displayName: 'Author ID',
		name: 'authorId',
		placeholder: 'e.g. author-7',
		description: "The author's ID. Needed where there is an author name.",
	}),
	textField({
		displayName: 'Author Name',
		name: 'authorName',
		placeholder: 'e.g. Asha Rao',
		description: 'Who wrote the content',
	}),
	textListField({
		displayName: 'Categories',
		name: 'categories',
		placeholder: 'e.g. politics, weather',
		description: 'Categories, with commas between them',
	}),
	{
		property: {
			displayName: 'Content Type',
			name: 'contentType',
			type: 'options',
			options: CONTENT_TYPES,
			default: 'STORY',
			description: 'What kind of content it is',
		},
		parse: parseOneOf(CONTENT_TYPES.map(({ value }) => value)),
	},
	CURRENCY,
	DOWNLOAD,
	{
		property: numberProperty({
			displayName: 'Duration',
			name: 'duration',
			description: 'How many days the content can be read after it was bought',
		}),
		parse: parseWholeFrom0,
		emptyValue: null,
	},
	{
		property: {
			displayName: 'Pixels (JSON)',
			name: 'pixels',
			type: 'json',
			default: '',
			description:
				'Tracking pixels, e.g. {"facebook": {"pixelId": "…", "events": [{"eventType": "VIEW", "name": "PageView"}]}, "google": {"trackingId": "…"}}',
		},
		parse: unlessEmpty(parseJsonObject),
	},
	{
		...amountField({
			displayName: 'Price',
			name: 'price',
			description: 'The price in the unit of its currency. Without one the category decides.',
		}),
		emptyValue: null,
	},
	textField({
		displayName: 'Price Category',
		name: 'priceCategory',
		placeholder: 'e.g. premium',
		description: 'The category that decides the price. Used where there is no price.',
	}),
	PRICE_OVERRIDES,
	textListField({
		displayName: 'Sections',
		name: 'sections',
		placeholder: 'e.g. front page',
		description: 'Sections, with commas between them',
	}),
	textListField({
		displayName: 'Tags',
		name: 'tags',
		placeholder: 'e.g. monsoon, rain',
		description: 'Tags, with commas between them',
	}),
];

/** @throws ValidationError for an author's name without ID, which the API refuses */
export function checkAuthor(body: IDataObject): void {
	if (isEmpty(body['authorName']) || !isEmpty(body['authorId'])) return;
	throw new ValidationError(
		'Author ID',
		"'Author Name' needs 'Author ID'",
		"Add 'Author ID': Conscent takes an author's name only with it.",
	);
}
