import type { IDataObject, INodeListSearchItems, INodeType } from 'n8n-workflow';

import { listForEditor } from '../shared/editor/listSearch';
import type { StepsTo } from '../shared/operation';
import type { PagedCall } from '../shared/output/paging';
import { isEmpty, parseId } from '../shared/input/parse/text';
import { ADDRESS_LIST, CUSTOMER_ID } from './fields/ids';
import { addressesOf } from './resources/address/getMany';
import { lookUpSignedInUser } from './signedInUser';
import { commerceEngine } from './service';

/** The lists of the editor, by the names that `fields/ids.ts` gives them. */
export const methods: NonNullable<INodeType['methods']> = {
	listSearch: {
		async [ADDRESS_LIST](filter) {
			const customer = this.getCurrentNodeParameter(CUSTOMER_ID.name, { extractValue: true });
			const list = { service: commerceEngine, pages: addressPages(customer), toItems };
			return { results: await listForEditor(this, list, filter) };
		},
	},
};

function* addressPages(customer: unknown): StepsTo<PagedCall> {
	const isOpen = isEmpty(customer) || String(customer).trim() === '';
	const customerId = isOpen
		? yield* lookUpSignedInUser('customer_id')
		: parseId(customer, CUSTOMER_ID.displayName);
	return addressesOf(customerId);
}

function toItems({ id, nickname, address_line1, city }: IDataObject): INodeListSearchItems[] {
	if (isEmpty(id)) return [];
	const place = [address_line1, city].filter((part) => !isEmpty(part)).join(', ');
	const name = isEmpty(nickname) ? place : `${String(nickname)}: ${place}`;
	return [{ name: name === '' ? String(id) : name, value: String(id) }];
}
