import type { IDataObject, INodeListSearchItems, INodeType } from 'n8n-workflow';

import { chosenValue, listSearch } from '../shared/editor/listSearch';
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
		[ADDRESS_LIST]: listSearch((context) => {
			const customer = chosenValue(context, CUSTOMER_ID.name, CUSTOMER_ID.displayName);
			return { service: commerceEngine, pages: addressPages(customer), toItems };
		}),
	},
};

function* addressPages(customer: string | undefined): StepsTo<PagedCall> {
	const customerId =
		customer === undefined
			? yield* lookUpSignedInUser('customer_id')
			: parseId(customer, CUSTOMER_ID.displayName);
	return addressesOf(customerId);
}

function toItems({ id, nickname, address_line1, city }: IDataObject): INodeListSearchItems[] {
	if (isEmpty(id)) return [];
	const name = joined(': ', nickname, joined(', ', address_line1, city)) || String(id);
	return [{ name, value: String(id) }];
}

function joined(separator: string, ...parts: readonly unknown[]): string {
	return parts.filter((part) => !isEmpty(part)).join(separator);
}
