import type { Resource } from '../../../shared/operation';
import { create } from './create';
import { createBundle } from './createBundle';
import { get } from './get';
import { getMany } from './getMany';
import { getManyBundles } from './getManyBundles';
import { update } from './update';
import { updateBundle } from './updateBundle';

export const content: Resource = {
	value: 'content',
	name: 'Content',
	description: 'An article, a video or a bundle of them that readers pay for',
	operations: [create, createBundle, get, getMany, getManyBundles, update, updateBundle],
	defaultOperation: 'getMany',
};
