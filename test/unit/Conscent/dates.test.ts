import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { resources as conscent } from '../../../nodes/Conscent/resources';
import { resources as insighto } from '../../../nodes/Insighto/resources';
import type { ApiRequest, Operation } from '../../../nodes/shared/operation';
import { stepsOf } from '../../../nodes/shared/steps';
import { parametersOf } from '../shared/support/parameters';

/** A date as n8n's picker gives it, and the moment it means in India. */
const PICKED = '2020-05-31T09:30:00';
const MEANT = '2020-05-31T04:00:00.000Z';

const ID = { mode: 'id', value: '66c5f1a2b3d4e5f6a7b8c9d0' };
const REQUIRED = {
	userId: ID,
	subscriptionId: ID,
	purchaseId: 'p-1',
	contentId: 'story-1',
	clientId: 'c-1',
	firstName: 'Asha',
	email: 'asha@example.com',
	userPrimaryEmail: 'asha@example.com',
	country: 'IN',
	title: 'Digital',
	price: 1,
	currency: 'INR',
	subscriptionTypes: ['digital'],
	purchaseType: 'subscriptions',
	details: 'purchases',
	limit: 10,
	whenNotFound: 'fail',
	mode: 'onlyThese',
};

interface DateField {
	operation: Operation;
	name: string;
	parameters: INodeParameters;
	property: INodeProperties;
}

function dateFieldsOf(operation: Operation): DateField[] {
	return operation.properties.flatMap((outer) => {
		const inner = outer.type === 'collection' ? (outer.options as INodeProperties[]) : [];
		const found = [outer, ...inner].filter(({ type }) => type === 'dateTime');
		return found.map((property) => {
			const given = { [property.name]: PICKED };
			const parameters = property === outer ? given : { [outer.name]: given };
			return { operation, property, parameters, name: `${operation.action}: ${property.name}` };
		});
	});
}

const FIELDS = [...conscent, ...insighto].flatMap(({ operations }) =>
	operations.flatMap(dateFieldsOf),
);

function requestFor({ operation, parameters }: DateField): ApiRequest {
	const dates = { purchaseDate: PICKED, expiryDate: PICKED };
	const values = { ...REQUIRED, ...dates, ...parameters };
	const step = stepsOf(operation.prepare(parametersOf(values, 'Asia/Kolkata'))).next();
	if (step.done || 'items' in step.value) throw new Error('The operation sends nothing');
	return step.value;
}

const isBirthday = ({ property }: DateField) => property.typeOptions?.dateOnly === true;

it('there are fields of dates', () => {
	expect(FIELDS.length).toBeGreaterThan(20);
	expect(FIELDS.filter(isBirthday).map(({ property }) => property.name)).toEqual(
		expect.arrayContaining(['dateOfBirth', 'birthdate']),
	);
});

it.each(FIELDS.filter((field) => !isBirthday(field)).map((field) => [field.name, field] as const))(
	"is taken in the workflow's time zone, and says so: %s",
	(_, field) => {
		const { query, body } = requestFor(field);
		expect(JSON.stringify([query, body])).toContain(MEANT);
		expect(field.property.description).toContain("the workflow's");
	},
);

it.each(FIELDS.filter(isBirthday).map((field) => [field.name, field] as const))(
	'a birthday stays the day that is picked: %s',
	(_, field) => {
		const { body } = requestFor(field);
		expect(JSON.stringify(body)).toContain('2020-05-31T00:00:00.000Z');
	},
);
