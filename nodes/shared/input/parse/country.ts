import type { Parse } from './text';
import { parseText } from './text';

/** ISO 3166-1 alpha-2. */
export const ISO_CODE_SHAPE = /^[A-Z]{2}$/;

/** The runtime's own English names of countries. */
export const COUNTRY_NAMES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** A country's name, also where its code is given. What is neither is left as it is: addresses hold free text. */
export const parseCountryName: Parse<string> = (value, field) => {
	const text = parseText(value, field);
	const code = text.trim().toUpperCase();
	if (!ISO_CODE_SHAPE.test(code)) return text;
	return COUNTRY_NAMES.of(code) ?? text;
};
