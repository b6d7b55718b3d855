import { judge } from '../../../nodes/ConscentTrigger/delivery';
import type { Settings } from '../../../nodes/ConscentTrigger/delivery';
import { basicAuthOf, ENVELOPE, KEYS, SETTINGS, signatureOf } from './fixtures';

function deliver(body: string, change: Partial<Settings> = {}, signature = signatureOf(body)) {
	const headers = { 'x-conscent-signature': signature };
	return judge({ headers, rawBody: Buffer.from(body) }, { ...SETTINGS, ...change }, KEYS);
}

const BODY = JSON.stringify(ENVELOPE);

describe('a delivery', () => {
	it('that is proven, in form and wanted is accepted, simplified or as it came', () => {
		const rawBody = Buffer.from(BODY);
		expect(deliver(BODY)).toEqual({
			kind: 'accepted',
			json: expect.objectContaining({ userId: ENVELOPE.user_id, clientInfo: ENVELOPE.client_info }),
			rawBody,
		});
		expect(deliver(BODY, { simplify: false })).toEqual({
			kind: 'accepted',
			json: ENVELOPE,
			rawBody,
		});
	});

	it('of another event is ignored', () => {
		expect(deliver(BODY, { events: ['purchase.pass'] }).kind).toBe('unchosen');
	});

	it.each([
		['no JSON', '{'],
		['no object', '[]'],
		['no envelope', '{"userId":"u1"}'],
		['empty', ''],
	])('that is %s is rejected with 400 if it is proven, else with 401', (_what, body) => {
		expect(deliver(body)).toMatchObject({ kind: 'rejected', status: 400 });
		expect(deliver(body, {}, 'wrong')).toMatchObject({ kind: 'rejected', status: 401 });
	});

	it('without a readable body is rejected with 401 where that is needed for the proof, else with 400', () => {
		const delivery = { headers: { authorization: basicAuthOf() }, rawBody: undefined };
		const judged = (verification: string) => judge(delivery, { ...SETTINGS, verification }, KEYS);
		expect(judged('signature')).toMatchObject({ status: 401 });
		expect(judged('both')).toMatchObject({ status: 401 });
		expect(judged('basicAuth')).toMatchObject({ status: 400 });
		expect(judged('none')).toMatchObject({ status: 400 });
	});

	it('is read by the chosen format only', () => {
		const old = JSON.stringify({ userId: 'u1', price: 1 });
		expect(deliver(old, { webhookFormat: 'legacy', legacyKind: 'passPayment' })).toMatchObject({
			kind: 'accepted',
			json: { event: 'passPayment', purchase: { price: 1 } },
		});
		expect(deliver(BODY, { webhookFormat: 'legacy' })).toMatchObject({ status: 400 });
		expect(deliver(old, { events: ['*'] })).toMatchObject({ status: 400 });
	});

	it('is rejected for a reason that names each missing proof, or what is wrong with the body', () => {
		expect(deliver(BODY, { verification: 'both' }, 'wrong')).toMatchObject({
			why: expect.stringMatching(/^no valid proof \(.+, .+\)$/) as string,
		});
		expect(deliver('{"userId":"u1"}')).toMatchObject({
			why: 'the body is not in the chosen webhook format',
		});
	});

	it('gives no reason that quotes it', () => {
		for (const body of [BODY, '{"secret-in-body"', '{"a":"secret-in-body"}']) {
			const verdict = deliver(body, { events: [] });
			expect(verdict).toHaveProperty(body === BODY ? 'event' : 'why');
			expect(JSON.stringify(verdict)).not.toMatch(/secret-in-body|asha/i);
		}
	});
});
