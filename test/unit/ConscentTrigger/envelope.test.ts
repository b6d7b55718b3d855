import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { readEnvelope, readTime } from '../../../nodes/ConscentTrigger/envelope';
import { readEvent, sampleEvents } from '../../server/events';
import { ENVELOPE } from './fixtures';

describe('an envelope', () => {
	it('becomes event, time, user, the parts by name, and the device', () => {
		expect(readEnvelope(ENVELOPE)).toEqual({
			event: 'purchase.subscription',
			createdAt: '2024-02-29T06:20:29.000Z',
			userId: '65c5f1a2b3d4e5f6a7b8c9d0',
			user: { userId: '65c5f1a2b3d4e5f6a7b8c9d0', name: 'Asha', email: 'asha@example.com' },
			purchase: { _id: '65c5f1a2b3d4e5f6a7b8c9d1', price: 500 },
			clientInfo: { deviceType: 'DESKTOP', country: 'India' },
		});
	});

	const samples = Object.entries(sampleEvents()).filter(([, { format }]) => format === 'events');
	it.each(samples)('is what the sample of %s is, with every part it names', (name) => {
		const body = readEvent(name) as IDataObject;
		const read = readEnvelope(body);
		expect(read).toMatchObject(body['payload'] as object);
		expect(read).toMatchObject({
			event: name,
			userId: body['user_id'],
			clientInfo: body['client_info'],
		});
		expect(Object.keys(read ?? {})).toEqual(expect.arrayContaining(body['contains'] as string[]));
	});

	it('may lack everything but event and payload', () => {
		expect(readEnvelope({ event: 'popup.close', payload: {} })).toEqual({
			event: 'popup.close',
			createdAt: null,
			userId: null,
			user: {},
			clientInfo: {},
		});
	});

	it('puts the event first', () => {
		expect(Object.keys(readEnvelope(ENVELOPE) ?? {})[0]).toBe('event');
	});

	it('takes the user’s ID from the user where the envelope has none', () => {
		expect(readEnvelope({ ...ENVELOPE, user_id: null })?.userId).toBe('65c5f1a2b3d4e5f6a7b8c9d0');
	});

	it('lets no part of the payload stand for what the envelope says', () => {
		const payload = {
			event: 'x',
			createdAt: 'x',
			userId: 'x',
			clientInfo: 'x',
			user: 'x',
			note: 1,
		};
		expect(readEnvelope({ ...ENVELOPE, payload })).toEqual({
			event: 'purchase.subscription',
			createdAt: '2024-02-29T06:20:29.000Z',
			userId: '65c5f1a2b3d4e5f6a7b8c9d0',
			user: {},
			clientInfo: { deviceType: 'DESKTOP', country: 'India' },
			note: 1,
		});
	});

	it.each([
		['nothing', {}],
		['no event', { payload: {} }],
		['an empty event', { event: '', payload: {} }],
		['an event that is no text', { event: ['purchase.pass'], payload: {} }],
		['an endless event', { event: 'x'.repeat(201), payload: {} }],
		['no payload', { event: 'purchase.pass' }],
		['a payload that is null', { event: 'purchase.pass', payload: null }],
		['a payload that is a list', { event: 'purchase.pass', payload: [] }],
		['a payload that is text', { event: 'purchase.pass', payload: '{}' }],
	])('is no body with %s', (_what, body) => {
		expect(readEnvelope(body as IDataObject)).toBeUndefined();
	});
});

describe('a time', () => {
	it.each([
		[0, '1970-01-01T00:00:00.000Z'],
		[1709187629.5, '2024-02-29T06:20:29.500Z'],
		[-1, '1969-12-31T23:59:59.000Z'],
		['2024-02-29T06:20:29Z', '2024-02-29T06:20:29.000Z'],
		['2024-02-29T11:50:29.123+05:30', '2024-02-29T06:20:29.123Z'],
		[1e300, null],
		[Number.MAX_SAFE_INTEGER, null],
		['1709187629', '2024-02-29T06:20:29.000Z'],
		[1709187629500, '2024-02-29T06:20:29.500Z'],
		['1709187629500', '2024-02-29T06:20:29.500Z'],
		[1e11, '5138-11-16T09:46:40.000Z'],
		['2024-02-29T06:20:29', '2024-02-29T06:20:29.000Z'],
		['2024-02-29T06:20:29.5', '2024-02-29T06:20:29.500Z'],
		['1'.repeat(400), null],
		['', null],
		['-', null],
		['yesterday', null],
		['Z', null],
		['2024-13-01T00:00:00Z', null],
		[null, null],
		[undefined, null],
		[true, null],
		[{}, null],
		[[1], null],
	])('%j is read as %j', (value, time) => {
		expect(readTime(value)).toBe(time);
	});

	it('never breaks, whatever stands there', () => {
		fc.assert(
			fc.property(fc.oneof(fc.anything(), fc.double()), (value) => {
				expect([null, expect.stringMatching(/^[+-]?\d{4,6}-.+Z$/)]).toContainEqual(readTime(value));
			}),
		);
	});
});
