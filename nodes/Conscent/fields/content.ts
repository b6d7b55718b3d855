import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../shared/input/body';
import { amount, text, textList, wholeNumber } from '../../shared/input/fields/bodyFields';
import { parseFilledTextList } from '../../shared/input/parse/lists';
import type { Parameters } from '../../shared/input/parameters';
import { ValidationError } from '../../shared/input/validationError';
import { parseJsonObject, unlessEmpty } from '../../shared/input/parse/json';
import { isEmpty, parseId, parseOneOf } from '../../shared/input/parse/text';
import { CURRENCY } from './subscription';
import { DOWNLOAD, PRICE_OVERRIDES } from './contentGroups';

/** The publisher's own ID of a content: it cannot be changed. */
export const CONTENT_ID: INodeProperties = text(
	'Content ID',
	'contentId',
	'e.g. story-2026-05-31',
	"The publisher's own ID of the content: at most 32 letters, digits, underscores and hyphens",
).property;

export function readContentId(parameters: Parameters): string {
	return parseId(parameters.value(CONTENT_ID.name), CONTENT_ID.displayName);
}

export const TITLE: BodyField = text(
	'Title',
	'title',
	'e.g. What the monsoon brings',
	'The title of the content',
);

export const URL: BodyField = text(
	'URL',
	'url',
	'e.g. https://news.example.com/monsoon',
	'Where the content is read',
);

/** The list of the editor: `methods/index.ts` has the function of this name. */
export const CONTENT_OPTIONS = 'getContents';

export const BUNDLE_CONTENT_IDS: BodyField = {
	property: {
		displayName: 'Bundle Content Names or IDs',
		name: 'bundleContentIds',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: CONTENT_OPTIONS },
		default: [],
		description:
			'The contents of the bundle. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
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
	text(
		'Author ID',
		'authorId',
		'e.g. author-7',
		"The author's ID. Needed where there is an author name.",
	),
	text('Author Name', 'authorName', 'e.g. Asha Rao', 'Who wrote the content'),
	textList(
		'Categories',
		'categories',
		'e.g. politics, weather',
		'Categories, with commas between them',
	),
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
		...wholeNumber(
			'Duration',
			'duration',
			'How many days the content can be read after it was bought',
			0,
		),
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
		...amount(
			'Price',
			'price',
			'The price in the unit of its currency. Without one the category decides.',
		),
		emptyValue: null,
	},
	text(
		'Price Category',
		'priceCategory',
		'e.g. premium',
		'The category that decides the price. Used where there is no price.',
	),
	PRICE_OVERRIDES,
	textList('Sections', 'sections', 'e.g. front page', 'Sections, with commas between them'),
	textList('Tags', 'tags', 'e.g. monsoon, rain', 'Tags, with commas between them'),
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
