/** Parameters for any operation of the Conscent node, generated from its fields: valid ones, but of every kind. */
import * as fc from 'fast-check';
import type {
	IDataObject,
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';

const plainText = fc
	.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
	.filter((text) => text.trim() !== '' && !['undefined', '[object Object]', 'NaN'].includes(text))
	// An expression in n8n, and half of a character, are no text that reaches the node.
	.filter((text) => !text.startsWith('=') && text.isWellFormed());

const identifier = fc.oneof(
	fc.stringMatching(/^[0-9a-f]{24}$/),
	fc.constantFrom('../x?y#z', 'a/b', 'ä ö', '100%', 'a&b=c', 'x'.repeat(64)),
);

const email = fc
	.tuple(fc.stringMatching(/^[a-z0-9][a-z0-9._+-]{0,20}[a-z0-9]$/), fc.domain())
	.map(([name, domain]) => `${name.replace(/\.{2,}/g, '.')}@${domain}`);

const moment = (max: string) =>
	fc
		.date({ min: new Date('1920-01-01'), max: new Date(max), noInvalidDate: true })
		.chain((date) =>
			fc.constantFrom(
				date.toISOString(),
				date.toISOString().slice(0, 10),
				date.toISOString().slice(0, 19),
				`${date.toISOString().slice(0, 19)}+05:30`,
			),
		);

/** Fields whose form is checked, by name; all other texts are free. */
const BY_NAME: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
	email,
	userPrimaryEmail: email,
	userSecondaryEmail: email,
	phoneNumber: fc.stringMatching(/^\+?\d{7,12}$/),
	userPrimaryPhone: fc.stringMatching(/^\+?\d{7,12}$/),
	userSecondaryPhone: fc.stringMatching(/^\+?\d{7,12}$/),
	countryCode: fc.stringMatching(/^\+\d{1,4}$/),
	currency: fc.stringMatching(/^[A-Z]{3}$/),
	contentId: identifier,
	purchaseId: identifier,
	clientId: identifier,
	tierId: identifier,
	userId: identifier,
	dateOfBirth: moment('2020-01-01'),
	couponCodes: fc.oneof(
		fc.array(fc.stringMatching(/^[A-Z0-9]{12}$/), { minLength: 1, maxLength: 3 }),
		fc.constant('ABCD1234EFGH, IJKL5678MNOP'),
	),
	bundleContentIds: fc.constantFrom<unknown>(
		['story-1'],
		['story-1', 'story-2'],
		'story-1, story-2',
	),
	permissionsJson: fc.dictionary(fc.constantFrom('ignite', 'Checkout', 'ga4'), fc.boolean(), {
		minKeys: 1,
	}),
	country: fc.stringMatching(/^[A-Z]{2}$/),
	userCountry: fc.stringMatching(/^[A-Z]{2}$/),
	additionalFields: fc.dictionary(fc.stringMatching(/^x[a-z]{1,8}$/), fc.integer(), { minKeys: 1 }),
};

/** Rows of a list given as JSON. */
const JSON_LISTS = ['shippingAddressJson', 'billingAddressJson'];

function json(name: string): fc.Arbitrary<unknown> {
	const record = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string(), { minKeys: 1 });
	const value = JSON_LISTS.includes(name) ? fc.array(record, { minLength: 1 }) : record;
	// Typed into the field, or given by an expression.
	return fc.oneof(
		value,
		value.map((data) => JSON.stringify(data)),
	);
}

/** Without the first choice of a field that proposes none. */
function choices(property: INodeProperties): string[] {
	const values = (property.options as INodePropertyOptions[]).map(({ value }) => String(value));
	return values.filter((value) => value !== '');
}

function locator({ modes = [], name }: INodeProperties): fc.Arbitrary<unknown> {
	const values: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
		id: identifier,
		list: fc.stringMatching(/^[0-9a-f]{24}$/),
		email,
		phone: fc.stringMatching(/^\+?\d{7,12}$/),
	};
	return fc.oneof(
		...modes.map((mode) => {
			const value = values[mode.name];
			if (!value) throw new Error(`No values are known for mode '${mode.name}' of '${name}'`);
			return value.map((text) => ({ __rl: true, mode: mode.name, value: text }));
		}),
	);
}

function group(property: INodeProperties): fc.Arbitrary<unknown> {
	const [{ name, values }] = property.options as [INodePropertyCollection];
	const row = record(values);
	return property.typeOptions?.multipleValues
		? fc.array(row, { minLength: 1, maxLength: 2 }).map((rows) => ({ [name]: rows }))
		: row.map((filled) => ({ [name]: filled }));
}

function valueOf(property: INodeProperties): fc.Arbitrary<unknown> {
	switch (property.type) {
		case 'resourceLocator':
			return locator(property);
		case 'boolean':
			return fc.boolean();
		case 'options':
			return fc.constantFrom(...choices(property));
		case 'multiOptions':
			return BY_NAME[property.name] ?? fc.subarray(choices(property), { minLength: 1 });
		case 'number': {
			const { minValue = 0, numberPrecision = 0 } = property.typeOptions ?? {};
			const whole = fc.integer({ min: minValue, max: 1_000 });
			return numberPrecision === 0
				? whole
				: fc.oneof(
						whole,
						fc.integer({ min: 0, max: 99_999 }).map((cents) => cents / 100),
					);
		}
		case 'dateTime':
			return BY_NAME[property.name] ?? moment('2035-01-01');
		case 'json':
			return BY_NAME[property.name] ?? json(property.name);
		case 'collection':
			return collection(property);
		case 'fixedCollection':
			return group(property);
		default:
			return BY_NAME[property.name] ?? plainText;
	}
}

function record(properties: readonly INodeProperties[]): fc.Arbitrary<IDataObject> {
	const values = Object.fromEntries(
		properties.map((property) => {
			// In a list of prices by country the field is named for the key it fills.
			const isCountry = property.displayName === 'Country' && property.name === 'name';
			return [property.name, isCountry ? fc.stringMatching(/^[A-Z]{2}$/) : valueOf(property)];
		}),
	);
	return fc.record(values) as fc.Arbitrary<IDataObject>;
}

/** Endings of the names of further fields that fill the same key. */
const OTHER_FORMS = ['Json', 'Fields'];

function isOtherForm(name: string, form: string, present: ReadonlySet<string>): boolean {
	const base = name.slice(0, -form.length);
	if (!name.endsWith(form)) return false;
	return present.has(base) || (form === 'Json' && present.has(`${base}Fields`));
}

/** Some of the fields, at least one; never a field both as a form and as JSON, which is refused. */
function collection(property: INodeProperties): fc.Arbitrary<IDataObject> {
	const fields = property.options as INodeProperties[];
	return fc
		.subarray(fields, { minLength: 1 })
		.map((chosen) => {
			const present = new Set(chosen.map(({ name }) => name));
			return chosen.filter(
				({ name }) => !OTHER_FORMS.some((form) => isOtherForm(name, form, present)),
			);
		})
		.filter((chosen) => chosen.length > 0)
		.chain(record);
}

/** A span that ends before it begins is refused: a group keeps one of the two dates, a migration has one day. */
function mendSpans(values: IDataObject): IDataObject {
	const mended = { ...values };
	for (const name of ['updateFields', 'subscriptionFields']) {
		const { subscriptionStartDate, ...rest } = (values[name] ?? {}) as IDataObject;
		if (subscriptionStartDate && rest['subscriptionEndDate']) mended[name] = rest;
	}
	if (values['expiryDate']) mended['expiryDate'] = values['purchaseDate'];
	return mended;
}

/** A physical plan needs an address, a price its currency, and a currency its price. */
function mendMigration(migration: IDataObject, types: readonly string[]): IDataObject {
	const hasPrice = ['price', 'currency'].some((name) => migration[name] !== undefined);
	return {
		...(types.includes('physical') ? { userAddress: { value: { city: 'Agra' } } } : {}),
		...(hasPrice ? { price: 4800, currency: 'INR' } : {}),
		...migration,
	};
}

/** What an operation asks for beside the form of each field. */
function mend(values: IDataObject): IDataObject {
	const update = values['updateFields'] as IDataObject | undefined;
	const migration = values['migrationFields'] as IDataObject | undefined;
	const content = values['contentFields'] as IDataObject | undefined;
	const set = Object.keys(update ?? {});
	return {
		...values,
		...(update?.['role'] === 'custom' ? { updateFields: { customRole: 'EDITOR', ...update } } : {}),
		// A custom role alone is refused: it would be left out.
		...(update?.['customRole'] ? { updateFields: { ...update, role: 'custom' } } : {}),
		...(content?.['authorName'] ? { contentFields: { authorId: 'author-1', ...content } } : {}),
		...(migration
			? { migrationFields: mendMigration(migration, values['subscriptionTypes'] as string[]) }
			: {}),
		// What is set cannot be cleared at the same time.
		...(Array.isArray(values['clearFields'])
			? {
					clearFields: (values['clearFields'] as string[]).filter(
						(name) => !set.some((key) => key.startsWith(name)),
					),
				}
			: {}),
	};
}

/** All fields of an operation. Fields that the editor would hide are generated too: n8n leaves them out. */
export function parametersArbitrary(
	properties: readonly INodeProperties[],
): fc.Arbitrary<INodeParameters> {
	const shown = properties.filter(({ type }) => type !== 'hidden');
	return record(shown).map((values) => mend(mendSpans(values)) as INodeParameters);
}
