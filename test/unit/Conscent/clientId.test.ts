import { createLoginToken } from '../../../nodes/Conscent/resources/user/createLoginToken';
import { readClientId } from '../../../nodes/Conscent/fields/ids';
import { conscent } from '../../../nodes/Conscent/service';
import { Parameters } from '../../../nodes/shared/input/parameters';
import { expectRefusal } from '../shared/support/refusals';

const KEPT = { clientId: 'of-the-credential' };

function withClientId(clientId: unknown, kept = {}): Parameters {
	const values: Record<string, unknown> = { clientId, userId: 'a@example.com' };
	const resolve = (name: string) => values[name];
	return new Parameters(resolve, resolve, 'UTC', conscent.parameterDefaults?.(kept));
}

function tokenBody(parameters: Parameters): unknown {
	const item = createLoginToken.prepare(parameters);
	return 'request' in item ? item.request.body : undefined;
}

describe('the client ID', () => {
	it("is the operation's own where it has one", () => {
		expect(readClientId(withClientId('own', KEPT))).toBe('own');
	});

	it.each(['', undefined, '  '])("is the credential's where the operation has %j", (empty) => {
		expect(readClientId(withClientId(empty, KEPT))).toBe('of-the-credential');
	});

	it('is asked for where neither has one', () => {
		expectRefusal(() => readClientId(withClientId('')), 'Client ID', /is empty/);
		expectRefusal(() => readClientId(withClientId('', { clientId: '' })), 'Client ID', /is empty/);
	});

	it('goes along with a login token where there is one', () => {
		expect(tokenBody(withClientId('', KEPT))).toMatchObject(KEPT);
		expect(tokenBody(withClientId(''))).not.toHaveProperty('clientId');
	});
});
