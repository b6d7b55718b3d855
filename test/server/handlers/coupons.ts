import type { MockResponse } from '../responses';
import { created, failure } from '../responses';
import type { Call } from '../call';
import { CLIENT_ID } from '../seed';

const CODE_LENGTH = 12;

export function generateCoupons({ body, state }: Call): MockResponse {
	const {
		couponName,
		clientId,
		quantity = 0,
		couponCodes,
	} = body as {
		couponName: string;
		clientId: string;
		quantity?: number;
		couponCodes?: string[];
	};
	if (clientId !== CLIENT_ID) return failure(404, 'Client not found');
	const newCode = () => state.ids.coupon.next().slice(-CODE_LENGTH).toUpperCase();
	const codes = couponCodes ?? Array.from({ length: quantity }, newCode);
	const coupons = codes.map((couponCode) => ({
		_id: state.ids.coupon.next(),
		couponCode,
		couponName,
	}));
	return created({ message: 'Coupons generated successfully', coupons });
}
