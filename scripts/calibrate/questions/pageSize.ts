import type { Asking, CallResponse } from '../question';
import { isRefused, told } from '../question';

/**
 * Tells how many rows of a page are granted.
 *
 * @param said how many the response says
 * @returns whether the page told it
 */
export function* tellGranted(
	fact: string,
	size: number,
	page: CallResponse,
	rows: number,
	said: unknown,
): Asking<boolean> {
	if (isRefused(page)) yield told(fact, 'refused', `HTTP ${page.status}`, page);
	else if (rows >= size) yield told(fact, rows, `${rows} rows came`, page);
	else if (typeof said === 'number' && said !== size) {
		yield told(fact, said, `${size} were asked for, the response says ${said}`, page);
	} else return false;
	return true;
}
