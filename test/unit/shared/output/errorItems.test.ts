import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { FailedItem } from '../../../../nodes/shared/output/errorItems';
import { errorItem, runError, setupError } from '../../../../nodes/shared/output/errorItems';
import type { RequestErrorFacts } from '../../../../nodes/shared/output/requestError';
import { RequestError } from '../../../../nodes/shared/output/requestError';
import { ResponseError, ValidationError } from '../../../../nodes/shared/input/validationError';

const NODE: INode = {
	id: '1',
	name: 'Conscent',
	type: 'conscent',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** One of several. */
function at(itemIndex: number): FailedItem {
	return { itemIndex, isOnly: false };
}

const ONLY: FailedItem = { itemIndex: 0, isOnly: true };

const PROGRESS = 'Of 3 items, 1 were done.';

function failure(message: string, facts: Partial<RequestErrorFacts> = {}): RequestError {
	return new RequestError(message, 'Do this.', { attempts: 1, mayBeProcessed: false, ...facts });
}

const PROBLEM = new ValidationError('Email', "'Email' is empty", 'Fill it in.');

/** Each holds a name of an errno in capitals: EPERM, EACCES, EEXIST, ENOTFOUND … */
const TRAPS = [
	'Conscent refused the request: updatePermission must be a boolean',
	'deviceAccess is not allowed',
	'The employeeExists already: codeexist',
	'timeout etimedout ECONNREFUSED ENOTFOUND',
];

describe('an error item', () => {
	it('of a failed request has the facts, and no other keys than n8n moves to the error branch', () => {
		const facts = {
			status: 400,
			errorBody: { text: 'email must be an email', field: 'email' },
			attempts: 2,
			mayBeProcessed: true,
		};
		expect(errorItem(failure('Conscent refused it', facts), at(4), NODE)).toStrictEqual({
			json: {
				error: 'Conscent refused it [item 4]',
				details: {
					itemIndex: 4,
					description: 'Do this.',
					httpStatus: 400,
					apiMessage: 'email must be an email',
					field: 'email',
					attempts: 2,
					mayBeProcessed: true,
				},
			},
			pairedItem: { item: 4 },
		});
	});

	it('has an error that older engines see and no copy of it keeps, where there is an error branch', () => {
		const item = errorItem(PROBLEM, at(1), { ...NODE, onError: 'continueErrorOutput' });
		expect(item.error).toBeInstanceOf(NodeOperationError);
		expect(item.error?.message).toBe("'Email' is empty [item 1]");
		expect(Object.keys(item)).toEqual(['json', 'pairedItem']);
		// As n8n does with it.
		Object.assign(item, { error: undefined });
		expect(item.error).toBeUndefined();
		const others = [undefined, 'continueRegularOutput', 'stopWorkflow'] as const;
		for (const onError of others) {
			const node = onError === undefined ? NODE : { ...NODE, onError };
			expect('error' in errorItem(PROBLEM, at(1), node)).toBe(false);
		}
	});

	it('leaves out what is not known', () => {
		const { json } = errorItem(failure('Cut', { code: 'ECONNRESET', errorBody: {} }), at(0), NODE);
		expect(json['details']).toStrictEqual({
			itemIndex: 0,
			description: 'Do this.',
			code: 'ECONNRESET',
			attempts: 1,
			mayBeProcessed: false,
		});
	});

	it('of a parameter names the field', () => {
		expect(errorItem(PROBLEM, at(1), NODE)).toStrictEqual({
			json: {
				error: "'Email' is empty [item 1]",
				details: { itemIndex: 1, description: 'Fill it in.', field: 'Email' },
			},
			pairedItem: { item: 1 },
		});
	});

	it.each([
		[
			new Error('Cannot read x'),
			'Cannot read x',
			'Check the parameters and the credential of this node.',
		],
		[Object.assign(new Error('No x'), { description: 'It is gone' }), 'No x', 'It is gone'],
		[
			Object.assign(new Error('No x'), { description: null }),
			'No x',
			expect.stringMatching(/^Check/),
		],
		['a text', 'a text', expect.stringMatching(/^Check/)],
		[undefined, 'undefined', expect.stringMatching(/^Check/)],
		[null, 'null', expect.stringMatching(/^Check/)],
	])('tells of %p too', (error, message, description) => {
		expect(errorItem(error, at(2), NODE).json).toStrictEqual({
			error: `${message} [item 2]`,
			details: { itemIndex: 2, description },
		});
	});

	it('of a response that does not tell says what to do', () => {
		const error = new ResponseError('The response holds no list', 'Check the address.');
		expect(errorItem(error, at(0), NODE).json).toStrictEqual({
			error: 'The response holds no list [item 0]',
			details: { itemIndex: 0, description: 'Check the address.' },
		});
	});

	it.each(TRAPS)('keeps the text %j', (text) => {
		expect(errorItem(failure(text), at(0), NODE).json['error']).toBe(`${text} [item 0]`);
	});
});

describe('the error of a run', () => {
	it('of a failed request is a NodeApiError that names the item, the status and the progress', () => {
		const error = runError(NODE, failure('Refused', { status: 409 }), at(7), PROGRESS);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({
			message: 'Refused [item 7]',
			description: `Do this. ${PROGRESS}`,
			httpCode: '409',
			context: { itemIndex: 7 },
		});
	});

	it('has no status where there was no response', () => {
		expect(runError(NODE, failure('Cut'), at(0), PROGRESS)).toMatchObject({ httpCode: null });
	});

	it.each([PROBLEM, new Error("'Email' is empty")])(
		'of anything else is a NodeOperationError',
		(cause) => {
			const error = runError(NODE, cause, at(3), PROGRESS);
			expect(error).toBeInstanceOf(NodeOperationError);
			expect(error).toMatchObject({
				message: "'Email' is empty [item 3]",
				description: expect.stringMatching(new RegExp(`\\w\\. ${PROGRESS}$`)),
				context: { itemIndex: 3 },
			});
		},
	);

	it.each(TRAPS)('keeps the text %j, in which n8n finds the name of an errno', (text) => {
		expect(runError(NODE, failure(text, { status: 400 }), at(0), PROGRESS).message).toBe(
			`${text} [item 0]`,
		);
		expect(runError(NODE, new Error(text), at(0), PROGRESS).message).toBe(`${text} [item 0]`);
		expect(setupError(NODE, new Error(text)).message).toBe(text);
	});

	it('carries no request, header or cause of the failure', () => {
		const error = runError(NODE, failure('Refused', { status: 400 }), at(0), PROGRESS);
		expect(JSON.stringify(error)).not.toMatch(/headers|authorization|cause/i);
		expect(error.cause).toBeUndefined();
	});
});

describe('the only item of a run', () => {
	it('is not named, and nothing is counted', () => {
		expect(errorItem(PROBLEM, ONLY, NODE).json).toMatchObject({
			error: "'Email' is empty",
			details: { itemIndex: 0 },
		});
		expect(runError(NODE, PROBLEM, ONLY, PROGRESS)).toMatchObject({
			message: "'Email' is empty",
			description: 'Fill it in.',
			context: { itemIndex: 0 },
		});
	});
});

describe('the error of a run that could not begin', () => {
	it('says why, and what to do', () => {
		const error = setupError(NODE, PROBLEM);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({ message: "'Email' is empty", description: 'Fill it in.' });
		expect(error.context['itemIndex']).toBeUndefined();
	});
});
