import { parseCountry } from '../../../nodes/Conscent/fields/codes';
import { update } from '../../../nodes/Conscent/resources/subscription/update';
import { parseCountryName } from '../../../nodes/shared/input/parse/country';
import { expectRefusal } from '../shared/support/refusals';
import { requestOf, userUpdate } from './support/requests';

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
		['uk', 'GB'],
	])('%j is %s', (given, code) => {
		expect(parseCountry(given, 'Country')).toBe(code);
	});

	// Conscent means the whole world by Greenland's code.
	it.each(['Atlantis', 'Greenland', 'IND', '', '91'])('cannot be %j', (given) => {
		expectRefusal(() => parseCountry(given, 'Country'), 'Country', /is not a country/);
	});

	it('is that of a subscription, too', () => {
		const updateFields = { userCountry: 'india' };
		expect(requestOf(update, { purchaseId: 'p-1', updateFields }).body).toEqual({
			userCountry: 'IN',
		});
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
