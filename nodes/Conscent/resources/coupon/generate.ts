import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { parseFilledTextList } from '../../../shared/input/parse/lists';
import { parseWholeFrom1 } from '../../../shared/input/parse/numbers';
import type { ApiResponse, Operation } from '../../../shared/operation';
import { responseJson } from '../../../shared/output/response';
import type { Parameters } from '../../../shared/input/parameters';
import { path } from '../../../shared/input/path';
import { emptyField } from '../../../shared/input/validationError';
import { isEmpty, isPlainObject, parseOneOf, parseText } from '../../../shared/input/parse/text';
import { CALLS } from '../../apiFacts';
import { CLIENT_ID, readClientId } from '../../fields/ids';

const COUPON_NAME: INodeProperties = {
	displayName: 'Coupon Name',
	name: 'couponName',
	type: 'string',
	default: '',
	placeholder: 'e.g. WELCOME',
	required: true,
	description: "The name of a dynamic coupon template, made in Conscent's dashboard",
};

const MODES = ['autoAccept', 'autoAllocate'] as const;

const MODE: INodeProperties = {
	displayName: 'Codes',
	name: 'codesMode',
	type: 'options',
	options: [
		{
			name: 'Made by Conscent',
			value: 'autoAllocate',
			description: 'For templates that Conscent calls AUTO_ALLOCATE',
		},
		{
			name: 'My Own',
			value: 'autoAccept',
			description: 'For templates that Conscent calls AUTO_ACCEPT',
		},
	],
	default: 'autoAllocate',
	description: 'Where the codes of the coupons come from: the template allows one of the two',
};

const QUANTITY: INodeProperties = {
	displayName: 'Quantity',
	name: 'quantity',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 1,
	description: 'How many coupons to make',
	displayOptions: { show: { [MODE.name]: ['autoAllocate'] } },
};

const CODES: INodeProperties = {
	displayName: 'Coupon Codes',
	name: 'couponCodes',
	type: 'string',
	default: '',
	placeholder: 'e.g. ABCD1234EFGH, IJKL5678MNOP',
	required: true,
	description: 'The codes, with commas between them, or an expression that gives a list',
	displayOptions: { show: { [MODE.name]: ['autoAccept'] } },
};

function readCouponName(parameters: Parameters): string {
	const name = parameters.value(COUPON_NAME.name);
	if (!isEmpty(name)) return parseText(name, COUPON_NAME.displayName).trim();
	throw emptyField(COUPON_NAME.displayName);
}

/** The two ways exclude each other. */
function readCodes(parameters: Parameters): IDataObject {
	const mode = parseOneOf(MODES)(parameters.value(MODE.name), MODE.displayName);
	if (mode === 'autoAllocate') {
		return { quantity: parseWholeFrom1(parameters.value(QUANTITY.name), QUANTITY.displayName) };
	}
	return { couponCodes: parseFilledTextList(parameters.value(CODES.name), CODES.displayName) };
}

/** One item for each coupon. The response's keys are a guess, so a response without a list of coupons is put out whole. */
function couponsIn(response: ApiResponse): IDataObject | IDataObject[] {
	const json = responseJson(response);
	const list = [json['coupons'], json['data'], ...Object.values(json)].find(
		(value): value is unknown[] => Array.isArray(value) && value.length > 0,
	);
	const coupons = list?.map((each) => (isPlainObject(each) ? each : { couponCode: each }));
	return (coupons as IDataObject[] | undefined) ?? json;
}

/** `POST /v1/subscription/discount-coupon-template/generate-user-coupon` (spec: `generateCoupons`). */
export const generate: Operation = {
	value: 'generate',
	name: 'Generate',
	action: 'Generate discount coupons',
	description: 'Make new coupon codes from a dynamic coupon template; one item comes back for each',
	calls: ['generateCoupons'],
	properties: [COUPON_NAME, CLIENT_ID, MODE, QUANTITY, CODES],

	prepare: (parameters) => ({
		request: {
			method: 'POST',
			path: path`/${CALLS.generateCoupons.version}/subscription/discount-coupon-template/generate-user-coupon`,
			body: {
				couponName: readCouponName(parameters),
				clientId: readClientId(parameters),
				...readCodes(parameters),
			},
			// A second one makes further coupons.
			idempotent: CALLS.generateCoupons.idempotent,
		},
		output: couponsIn,
	}),
};
