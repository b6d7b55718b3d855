/** An item is about the reader it names and nobody else: against the handlers of the test server. */
import * as fc from 'fast-check';
import type { Operation } from '../../../nodes/shared/operation';
import { cancelAll } from '../../../nodes/Conscent/resources/subscription/cancelAll';
import { find } from '../../../nodes/Conscent/resources/user/find';
import { update } from '../../../nodes/Conscent/resources/user/update';
import '../shared/support/patience';
import type { ItemStory, Reader } from './support/readers';
import { by, runOperation, stateOf, writtenTo } from './support/readers';

const FIELDS = { updateFields: { firstName: 'Asha', countryCode: '+49' }, simplify: false };

function item(mode: string, value: unknown, whenNotFound = 'fail') {
	return { userId: by(mode, value), whenNotFound, ...FIELDS };
}

function reader(userId: string, values: Partial<Reader>): Reader {
	return { userId, bought: ['SUBSCRIPTION'], ...values };
}

function told(stories: readonly ItemStory[]): string[] {
	return stories.map(({ error }) => (error instanceof Error ? error.message : ''));
}

describe('two readers with the same digits', () => {
	const readers = [
		reader('german', { phone: '+4912345678' }),
		reader('american', { phone: '4912345678' }),
	];

	it('are told apart by the plus sign, also in one run', async () => {
		const items = ['+49 12345678', '(491) 234-5678'].map((phone) => item('phone', phone));
		const stories = await runOperation(update, items, stateOf(readers));
		expect(stories.map(writtenTo)).toEqual([['german'], ['american']]);
	});

	it('are asked for anew, so that who is there is not registered because the other is missing', async () => {
		const items = ['4912345678', '+4912345678'].map((phone) => item('phone', phone, 'register'));
		const state = stateOf(readers.slice(0, 1));
		const stories = await runOperation(update, items, state);
		expect(stories.map(writtenTo)).toEqual([[], ['german']]);
		expect(told(stories)[0]).toMatch(/may be the same as '4912345678'/);
	});
});

describe('nobody is registered who may be there already', () => {
	it.each([
		[['+4912345678', '4912345678']],
		[['4912345678', '+4912345678']],
		[['+4912345678', '12345678']],
		[['+4912345678', '012345678']],
		[['\u{212a}im@example.com', 'kim@example.com']],
	])('within a run: %j', async (names) => {
		const mode = names[0]?.includes('@') ? 'email' : 'phone';
		const items = names.map((name) => item(mode, name, 'register'));
		for (const concurrency of [1, 2]) {
			const stories = await runOperation(update, items, stateOf([]), { concurrency });
			expect(stories.map(writtenTo)).toEqual([['registered'], []]);
			expect(told(stories)[1]).toMatch(/^An earlier item registered a user who may be the same as/);
		}
	});

	it.each([
		['+4912345678', '12345678'],
		['12345678', '+4912345678'],
	])('as %s where Conscent knows %s', async (asked, phone) => {
		const state = stateOf([reader('there', { phone })]);
		const stories = await runOperation(update, [item('phone', asked, 'register')], state);
		expect(stories.map(writtenTo)).toEqual([[]]);
		expect(told(stories)[0]).toMatch(/may be the same/);
	});

	it('while the registration of an earlier item, known by another contact, is under way', async () => {
		const items = [
			{
				...item('email', 'asha@example.com', 'register'),
				updateFields: { firstName: 'Asha', phone: '98765 43210' },
			},
			item('phone', '9876543210', 'register'),
		];
		const latencies = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 50];
		const settings = { concurrency: 2, latencies };
		const stories = await runOperation(update, items, stateOf([]), settings);
		expect(stories.flatMap(writtenTo)).toEqual(['registered']);
	});

	it('but each item is shown in a dry run, which registers nobody', async () => {
		const dry = { ...item('phone', '12345678', 'register'), options: { dryRun: true } };
		const stories = await runOperation(update, [dry, dry], stateOf([]));
		expect(stories.map(({ error }) => error)).toEqual([undefined, undefined]);
	});
});

describe('every listing is read', () => {
	it.each([
		['phone', '9876543210', { phone: '9876543210' }, 'PASS'],
		['phone', '9876543210', { phone: '9876543210' }, 'CONTENT'],
		['email', 'asha@example.com', { email: 'asha@example.com' }, 'PASS'],
		['email', 'asha@example.com', { email: 'asha@example.com' }, 'TRANSACTION'],
	] as const)('so that two with %s %s are no one: %j, %s', async (mode, value, contact, kind) => {
		for (const operation of [cancelAll, find, update]) {
			const readers = [reader('a', contact), reader('b', { ...contact, bought: [kind] })];
			const stories = await runOperation(operation, [item(mode, value)], stateOf(readers));
			expect(stories.flatMap(writtenTo)).toEqual([]);
			expect(told(stories)[0]).toMatch(/^Several users of Conscent/);
		}
	});

	it.each([true, false])(
		'version 1 beside version 2, which may hold no number: %j',
		async (hidesPhonesInVersion2) => {
			const state = stateOf([reader('a', { phone: '9876543210' })]);
			Object.assign(state, { hidesPhonesInVersion2 });
			const [story] = await runOperation(find, [item('phone', '9876543210')], state);
			expect(story?.output).toMatchObject({ userId: 'a', phone: '9876543210' });
		},
	);
});

describe('an address with a look-alike', () => {
	it('is not that of the reader whose letters are plain', async () => {
		const state = stateOf([reader('kim', { email: 'kim@example.com' })]);
		const items = ['fail', 'register'].map((choice) =>
			item('email', '\u{212a}im@example.com', choice),
		);
		const stories = await runOperation(update, items, state);
		expect(stories.flatMap(writtenTo)).toEqual([]);
		expect(told(stories)[0]).toMatch(/looks the same/);
	});
});

/** Numbers and addresses that are easily taken for one another. */
const phone = fc
	.tuple(
		fc.constantFrom('', '0', '49', '+49', '0049', '+1', '1', '+4'),
		fc.constantFrom('9876543210', '12345678', '8876543210'),
	)
	.map((parts) => parts.join(''));
const email = fc
	.tuple(
		fc.constantFrom('kim', 'Kim', 'KIM', '\u{212a}im', 'k.im', 'kim+news', 'k\u0131m', 'ki'),
		fc.constantFrom('example.com', 'Example.com', 'mail.example.com', 'example.co'),
	)
	.map((parts) => parts.join('@'));

interface Named {
	readonly mode: string;
	readonly value: string;
	/** What else an update sets, by which somebody who is registered becomes known. */
	readonly fields: { readonly email?: string; readonly phone?: string };
}

const named: fc.Arbitrary<Named> = fc.oneof(
	fc.record({
		mode: fc.constant('phone'),
		value: phone,
		fields: fc.oneof(fc.constant({}), fc.record({ email })),
	}),
	fc.record({
		mode: fc.constant('email'),
		value: email,
		fields: fc.oneof(fc.constant({}), fc.record({ phone })),
	}),
);

/** As people write it: with spaces around it, and within a number. */
function writtenOf({ mode, value }: Named): string {
	return mode === 'phone' ? value.replace(/(\d{3})(\d{4})$/, ' $1-$2') : ` ${value} `;
}

function itemOf(name: Named, choice: string) {
	const { updateFields, ...rest } = item(name.mode, writtenOf(name), choice);
	return { ...rest, updateFields: { ...updateFields, ...name.fields } };
}

const held = fc.record({
	email: fc.option(email, { nil: undefined }),
	phone: fc.option(phone, { nil: undefined }),
	bought: fc.subarray(['SUBSCRIPTION', 'PASS', 'CONTENT', 'TRANSACTION'] as const),
});

const scene = fc.record({
	a: held,
	b: held,
	flags: fc.record({ ignoresUserFilters: fc.boolean(), hidesPhonesInVersion2: fc.boolean() }),
	names: fc.array(named, { minLength: 1, maxLength: 4 }),
	settings: fc.record({
		concurrency: fc.integer({ min: 1, max: 4 }),
		latencies: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 8 }),
		lost: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
	}),
});

/** The only equality there is between what an item names and what Conscent holds. */
function isSame(
	{ mode, value }: Named,
	{ email: address, phone: number }: Partial<Reader>,
): boolean {
	const contact = mode === 'email' ? address : number;
	const fold = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
	return contact !== undefined && fold(contact) === fold(value);
}

/** Whether one person may stand behind both, as far as letters or digits tell. */
function mayBeSame(one: string, other: string): boolean {
	if (one.includes('@') || other.includes('@')) {
		const plain = (text: string) => text.normalize('NFKC').toLowerCase();
		return plain(one) === plain(other);
	}
	if (one.startsWith('+') && other.startsWith('+')) return one === other;
	const [a, b] = [one, other].map((text) => text.replace(/^\+|^0+/, '')) as [string, string];
	return a.endsWith(b) || b.endsWith(a);
}

/** All by which somebody is known whom an item registered. */
function contactsOf({ value, fields, mode }: Named): string[] {
	const number = mode === 'phone' ? value : fields.phone;
	const full = number?.startsWith('+') ? number : `+49${number}`;
	return [value, ...(fields.email ? [fields.email] : []), ...(number ? [full] : [])];
}

/** Whom an item was about: what it put out or wrote to. */
function idsOf(story: ItemStory): string[] {
	const { userId } = (story.output ?? {}) as { userId?: string };
	return story.writes.length > 0 || userId === undefined ? writtenTo(story).map(String) : [userId];
}

/** An item that was about somebody was about the only one who bought something and is called so. */
function expectRightReader(name: Named, story: ItemStory, readers: readonly Reader[]): void {
	const meant = readers
		.filter((reader_) => reader_.bought.length > 0 && isSame(name, reader_))
		.map(({ userId }) => userId);
	for (const id of idsOf(story)) {
		if (id === 'a' || id === 'b') expect([name, [id]]).toEqual([name, meant]);
		else expect([name, meant]).toEqual([name, []]);
	}
}

/** Somebody who was registered was not known, and nobody was registered twice or updated for another one. */
function expectRightRegistrations(names: readonly Named[], stories: readonly ItemStory[]): void {
	const registered = stories.flatMap((story, index) =>
		story.writes
			.filter(({ request }) => request.path.endsWith('register-user'))
			.map(({ body }) => ({
				userId: (body as { userId: string }).userId,
				contacts: contactsOf(names[index] as Named),
			})),
	);
	registered.forEach(({ contacts }, index) => {
		for (const later of registered.slice(index + 1)) {
			const shared = contacts.filter((one) => later.contacts.some((two) => mayBeSame(one, two)));
			expect([shared, contacts, later.contacts]).toEqual([[], contacts, later.contacts]);
		}
	});
	stories.forEach((story, index) => {
		const name = names[index] as Named;
		for (const id of idsOf(story)) {
			const contacts = registered.find(({ userId }) => userId === id)?.contacts ?? [name.value];
			const isMeant = contacts.some((contact) => isSame(name, { email: contact, phone: contact }));
			expect([name, contacts, isMeant]).toEqual([name, contacts, true]);
		}
	});
}

/** Nobody is registered by a number that is known, in whatever form, to an API that tells all it knows. */
function expectUnknown(
	names: readonly Named[],
	stories: readonly ItemStory[],
	readers: readonly Reader[],
): void {
	const known = readers
		.filter(({ bought }) => bought.some((kind) => kind !== 'TRANSACTION'))
		.flatMap(({ phone: number }) => number ?? []);
	stories.forEach((story, index) => {
		const { mode, value } = names[index] as Named;
		if (mode !== 'phone' || !writtenTo(story).includes('registered')) return;
		const similar = known.filter((number) => mayBeSame(value, number));
		expect([value, similar]).toEqual([value, []]);
	});
}

describe.each([
	['find', find, 'fail'],
	['update', update, 'fail'],
	['cancel all', cancelAll, 'fail'],
	['register instead', update, 'register'],
] as Array<[string, Operation, string]>)('%s, whoever is there', (_name, operation, choice) => {
	it('is about the one who is named or about nobody', async () => {
		let [written, refused] = [0, 0];
		const property = fc.asyncProperty(scene, async ({ a, b, flags, names, settings }) => {
			const readers: Reader[] = [
				{ userId: 'a', ...a },
				{ userId: 'b', ...b },
			];
			const state = Object.assign(stateOf(readers), flags);
			const items = names.map((name) => itemOf(name, choice));
			const stories = await runOperation(operation, items, state, settings);
			written += stories.flatMap(idsOf).length;
			refused += stories.filter(({ error }) => error !== undefined).length;
			names.forEach((name, index) => expectRightReader(name, stories[index] as ItemStory, readers));
			expectRightRegistrations(names, stories);
			if (flags.ignoresUserFilters) expectUnknown(names, stories, readers);
		});
		await fc.assert(property, { numRuns: 300, seed: 11 });
		// The scenes are neither all clear nor all in doubt.
		expect(Math.min(written, refused)).toBeGreaterThan(20);
	});
});
