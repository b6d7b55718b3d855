import { parseCountry, parseCountryName } from '../../../nodes/Conscent/fields/codes';
import { expectRefusal } from '../shared/support/refusals';
import { userUpdate } from './support/requests';

describe('a country where a code is sent', () => {
	it.each([
		['IN', 'IN'],
		[' in ', 'IN'],
		['India', 'IN'],
		['INDIA', 'IN'],
		['united states', 'US'],
		['Germany', 'DE'],
		['Russia', 'RU'],
		["Cote d'Ivoire", 'CI'],
		['GL', 'GL'],
	])('%j is %s', (given, code) => {
		expect(parseCountry(given, 'Country')).toBe(code);
	});

	// Conscent means the whole world by Greenland's code.
	it.each(['Atlantis', 'Greenland', 'IND', '', '91'])('cannot be %j', (given) => {
		expectRefusal(() => parseCountry(given, 'Country'), 'Country', /is not a country/);
	});
});

describe('a country where a name is sent', () => {
	it.each([
		['IN', 'India'],
		['in', 'India'],
		['India', 'India'],
		['INDIA', 'INDIA'],
		['USA', 'USA'],
		['AA', 'AA'],
	])('%j is %s', (given, name) => {
		expect(parseCountryName(given, 'Country')).toBe(name);
		const { body } = userUpdate({ address: { value: { country: given } } });
		expect(body).toEqual({ address: { country: name } });
	});
});
