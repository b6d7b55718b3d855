import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { readCredential } from '../../../nodes/shared/credential';
import { ValidationError } from '../../../nodes/shared/input/validationError';
import { SERVICE } from './support/service';

type Resolve = (index: number) => IDataObject;

/** An expression that asks for an item fails where there is none, as in n8n. */
function perItem(keys: readonly string[], more: Resolve = () => ({})): Resolve {
	return (index) => {
		const apiKey = keys[index];
		if (apiKey === undefined) throw new Error('No such item');
		return { apiKey, ...more(index) };
	};
}

function play(count: number, resolve: Resolve) {
	const asked: number[] = [];
	const context = {
		getCredentialsProperties: () => [
			{ name: 'apiKey', type: 'string' },
			{ name: 'token', type: 'hidden' },
		],
		getCredentials: async (_type: string, index: number) => {
			asked.push(index);
			return await Promise.resolve(resolve(index));
		},
		getInputData: () => Array.from({ length: count }, () => ({ json: {} })),
	};
	return { result: readCredential(context as unknown as IExecuteFunctions, SERVICE), asked };
}

it('is that of the first item', async () => {
	const { result, asked } = play(1, perItem(['one']));
	expect(await result).toEqual({ apiKey: 'one' });
	expect(asked).toEqual([0]);
});

it('is read twice where it depends on no item, however many there are', async () => {
	const { result, asked } = play(1000, () => ({ apiKey: 'fixed' }));
	expect(await result).toEqual({ apiKey: 'fixed' });
	expect(asked).toEqual([0, 1000]);
});

it('may come from the items where all give the same', async () => {
	const { result, asked } = play(3, perItem(['one', 'one', 'one']));
	expect(await result).toEqual({ apiKey: 'one' });
	expect(asked).toEqual([0, 3, 1, 2]);
});

it('may hold another token for each item, which is no value of its own', async () => {
	const token: Resolve = (index) => ({ token: `t-${index}` });
	const { result } = play(2, perItem(['one', 'one'], token));
	expect(await result).toMatchObject({ apiKey: 'one' });
});

it.each([
	[2, ['one', 'other'], 1],
	[3, ['one', 'one', 'other'], 2],
])('of %i items %j is refused', async (count, keys, item) => {
	const { result } = play(count, perItem(keys));
	await expect(result).rejects.toThrow(ValidationError);
	await expect(result).rejects.toMatchObject({
		field: 'Credential',
		message: `An expression in the Service credential gives something else for item ${item} than for item 0, so nothing was sent`,
		hint: expect.stringContaining('one account at a time') as string,
	});
});

it('is refused where an expression has another value without an item', async () => {
	const { result } = play(2, (index) => ({ apiKey: ['one', 'other', 'none'][index] }));
	await expect(result).rejects.toThrow(/item 1 than for item 0/);
});

it('is not there where n8n cannot read it', async () => {
	const { result } = play(2, () => {
		throw new Error('The credential was deleted');
	});
	await expect(result).rejects.toThrow('The credential was deleted');
});
