import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { packageCredentials, packageNodes } from '../support/packageClasses';

/**
 * Every text of the editor stands on its own: screen readers read it apart from its surroundings, and an AI agent that
 * uses the node as a tool sees nothing else.
 */
interface Text {
	/** Where it stands: node › field › option. */
	place: string;
	name: string;
	description: string;
}

/** A dropdown: its place, and what it offers. */
interface Choice {
	place: string;
	options: Text[];
}

type Entry = INodeProperties | INodePropertyOptions | INodePropertyCollection;

function isOption(entry: Entry): entry is INodePropertyOptions {
	return !('type' in entry) && !('values' in entry);
}

/** The fields inside of others, too: of collections, and of the groups of fixed collections. */
function allFields(entries: readonly Entry[], path: string): Array<[string, INodeProperties]> {
	return entries.flatMap((entry): Array<[string, INodeProperties]> => {
		if (isOption(entry)) return [];
		if ('values' in entry) return allFields(entry.values, path);
		// A notice is its own text.
		if (entry.type === 'notice' || entry.type === 'hidden') return [];
		const place = `${path} › ${entry.displayName}`;
		return [[place, entry], ...allFields(entry.options ?? [], place)];
	});
}

const OWNERS = [...packageNodes(), ...packageCredentials()];

const FIELDS = OWNERS.flatMap(({ displayName, properties }) => allFields(properties, displayName));

const TEXTS: readonly Text[] = FIELDS.map(([place, { displayName, description = '' }]) => ({
	place,
	name: displayName,
	description,
}));

const CHOICES: readonly Choice[] = FIELDS.map(([place, { options = [] }]) => ({
	place,
	options: options
		.filter(isOption)
		.map(({ name, description = '' }) => ({ place: `${place} › ${name}`, name, description })),
}));

const DESCRIBED_OPTIONS = CHOICES.flatMap(({ options }) => options).filter(
	({ description }) => description !== '',
);

function placesOf(texts: readonly Text[], isWrong: (text: Text) => boolean): string[] {
	return texts.filter(isWrong).map(({ place, description }) => `${place}: ${description}`);
}

function words(text: string | undefined): number {
	return (text ?? '').split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
}

function letters(text: string): string {
	return text.replace(/\W/g, '').toLowerCase();
}

describe('the texts of every field', () => {
	it('are there: a name, and a description of at least three words', () => {
		expect(TEXTS.length).toBeGreaterThan(100);
		expect(placesOf(TEXTS, ({ name }) => name.trim() === '')).toEqual([]);
		expect(placesOf(TEXTS, ({ description }) => words(description) < 3)).toEqual([]);
	});

	it('begin their examples with "e.g."', () => {
		const placeholders = FIELDS.filter(([, { type }]) => !/collection/i.test(type)).map(
			([place, { placeholder = '' }]) => ({ place, name: '', description: placeholder }),
		);
		const unlike = ({ description }: Text) => description !== '' && !/^e\.g\. /.test(description);
		expect(placesOf(placeholders, unlike)).toEqual([]);
	});
});

describe('the texts of every option', () => {
	it('explain all options of a list, or none where the names say it all', () => {
		const halfExplained = CHOICES.filter(
			({ options }) =>
				options.some(({ description }) => description === '') &&
				options.some(({ description }) => description !== ''),
		);
		expect(halfExplained.map(({ place }) => place)).toEqual([]);
	});

	it('explain every resource and every operation', () => {
		const first = CHOICES.filter(({ place }) => /› (Resource|Operation)$/.test(place));
		const options = first.flatMap((choice) => choice.options);
		expect(options.length).toBeGreaterThan(2);
		expect(placesOf(options, ({ description }) => words(description) < 3)).toEqual([]);
	});
});

describe('the notices', () => {
	/** n8n takes all others out, and what they kept apart runs together. */
	const SHOWN_TAGS = new Set(['a', 'ul', 'li']);

	it('have no tags but those that n8n shows', () => {
		const notices = OWNERS.flatMap(({ properties }) => properties).filter(
			({ type }) => type === 'notice',
		);
		expect(notices.length).toBeGreaterThan(2);
		for (const { displayName } of notices) {
			const tags = [...displayName.matchAll(/<\/?([a-z]+)/g)].map(([, tag]) => tag);
			expect(tags.filter((tag) => !SHOWN_TAGS.has(tag ?? ''))).toEqual([]);
		}
	});
});

describe('the texts of both', () => {
	const all = [...TEXTS, ...DESCRIBED_OPTIONS];

	it('say more than the name does', () => {
		const repeats = ({ name, description }: Text) => letters(name) === letters(description);
		expect(placesOf(all, repeats)).toEqual([]);
	});

	it('point to nothing that only the eye can find', () => {
		const points =
			/\b(below|above|on the (left|right)|this field|see here|the former|the latter)\b/i;
		expect(placesOf(all, ({ description }) => points.test(description))).toEqual([]);
	});
});

describe('the texts of every operation, from which an AI agent chooses', () => {
	const operations = packageNodes().flatMap(({ displayName, properties }) => {
		const resources = properties.find(({ name }) => name === 'resource')?.options ?? [];
		return properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options = [], displayOptions }) =>
				(options as INodePropertyOptions[]).map((operation) => {
					const value = displayOptions?.show?.['resource']?.[0];
					const resource = (resources as INodePropertyOptions[]).find(
						(each) => each.value === value,
					);
					const name = `${displayName} › ${resource?.name} › ${operation.name}`;
					return { ...operation, place: name, resource: String(resource?.name) };
				}),
			);
	});

	/** What the texts call a record beside its resource's name. */
	const OBJECTS: Readonly<Record<string, RegExp>> = {
		User: /reader|user|profile|account/i,
		Subscription: /subscription/i,
		Statistics: /bought/i,
		Purchase: /bought/i,
		Transaction: /payments/i,
		Coupon: /coupon/i,
		Content: /content|bundle/i,
	};

	/** What becomes of it. */
	const EFFECT =
		/^(Add|Cancel|Change|Count|Create|Deactivate|Delete|Get|Give|List|Look up|Make|Register|Update)\b/;

	it.each(operations.map((each) => [each.place, each] as const))(
		'%s: names the object and the effect',
		(_place, { action = '', description = '', resource }) => {
			expect(action.split(' ').length).toBeGreaterThan(1);
			expect(description).toMatch(EFFECT);
			expect(description).toMatch(OBJECTS[resource] ?? new RegExp(resource, 'i'));
		},
	);

	it('say of what only reads that it changes nothing', () => {
		const reads = operations.filter(
			({ place, description = '' }) =>
				place.startsWith('Conscent') && /^(Count|Get|List|Look up)/.test(description),
		);
		expect(reads.length).toBeGreaterThan(8);
		for (const { description } of reads) expect(description).toContain('Changes nothing.');
	});

	it('have no words of the specification', () => {
		expect(JSON.stringify(OWNERS)).not.toMatch(/inferred|presumably/i);
	});
});

describe('the texts of nodes and credentials', () => {
	it('name each, and say what each node is for', () => {
		for (const { displayName } of OWNERS) expect(displayName).not.toBe('');
		for (const { description } of packageNodes()) expect(words(description)).toBeGreaterThan(4);
	});

	it('say of each operation what it does, and name its resource in the action', () => {
		const operations = packageNodes()
			.flatMap(({ properties }) => properties)
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options }) => (options ?? []) as INodePropertyOptions[]);
		expect(operations.length).toBeGreaterThan(2);
		for (const { action, name } of operations)
			expect(words(action)).toBeGreaterThan(words(name) - 1);
	});
});

describe('what a field is shown by', () => {
	const conditions = OWNERS.flatMap(({ properties }) =>
		allFields(properties, '').flatMap(([place, { displayOptions: { show, hide } = {} }]) =>
			[...Object.keys(show ?? {}), ...Object.keys(hide ?? {})].map(
				(name) => [place, name] as const,
			),
		),
	);

	// n8n before August 2026 takes a dotted name for one parameter, and shows the field never or always.
	it.each(conditions.filter(([, name]) => name.includes('.')))(
		'%s: the path %s begins at the top',
		(_place, name) => {
			expect(name).toMatch(/^\//);
		},
	);

	it('is there to be looked at', () => {
		expect(conditions.some(([, name]) => name.includes('.'))).toBe(true);
	});
});
