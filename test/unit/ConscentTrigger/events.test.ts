import {
	ANY_EVENT,
	EVENT_OPTIONS,
	EVENTS,
	isChosen,
	OTHER_EVENTS,
} from '../../../nodes/ConscentTrigger/events';
import { sampleEvents } from '../../server/events';

describe('the list of events', () => {
	it('is that of the sample events', () => {
		const samples = Object.entries(sampleEvents()).filter(([, { format }]) => format === 'events');
		const names = samples.map(([name]) => name);
		expect(EVENTS.map(({ value }) => value).sort()).toEqual(names.sort());
	});

	it('says of a name that no page has that it is presumed, and its sample says so, too', () => {
		const inferred = EVENTS.filter(({ isInferred }) => isInferred).map(({ value }) => value);
		expect(inferred).toEqual(['purchase.pay_per_use']);
		for (const name of inferred) expect(sampleEvents()[name]?.['x-evidence']).toBe('inferred');
		const presumed = EVENT_OPTIONS.filter(({ description = '' }) =>
			/leave this open/.test(description),
		);
		expect(presumed.map(({ value }) => value)).toEqual(inferred);
	});

	it('reads as actions in the list of nodes, each another one', () => {
		const actions = EVENT_OPTIONS.map(({ action }) => action);
		for (const action of actions) expect(action).toMatch(/^On [a-z (),]+$/);
		expect(new Set(actions).size).toBe(EVENTS.length + 2);
	});

	it('is sorted by label, and says in each description what Conscent calls the event', () => {
		const labels = EVENTS.map(({ name }) => name);
		expect(labels).toEqual([...labels].sort());
		expect(new Set(labels).size).toBe(labels.length);
		for (const { value, description } of EVENT_OPTIONS.slice(2)) {
			expect(description).toContain(String(value));
		}
	});
});

describe('an event', () => {
	it.each([
		['purchase.pass', [ANY_EVENT], '', true],
		['an.unknown_one', [ANY_EVENT], '', true],
		['purchase.pass', ['purchase.pass', 'paywall.exit'], '', true],
		['paywall.click', ['purchase.pass', 'paywall.exit'], '', false],
		['purchase.pass', [], '', false],
		['purchase', ['purchase.pass'], '', false],
		['PURCHASE.PASS', ['purchase.pass'], '', false],
		['popup.close', [OTHER_EVENTS], ' popup.open,popup.close ', true],
		['popup.open', [OTHER_EVENTS], 'popup.open\npopup.close', true],
		['popup', [OTHER_EVENTS], 'popup.open,popup.close', false],
		['popup.open', ['purchase.pass'], 'popup.open', false],
		['purchase.pass', [OTHER_EVENTS, 'purchase.pass'], 'popup.open', true],
		// An event of that very name must not count as chosen because the option is.
		['other', [OTHER_EVENTS], '', false],
		['other', [OTHER_EVENTS], 'other', true],
		['popup.open', [OTHER_EVENTS], 'popup.close , popup.open', true],
		['*', ['purchase.pass'], '*', false],
	])('%s, with %j and "%s", is chosen: %s', (event, chosen, names, expected) => {
		expect(isChosen(event, chosen, names)).toBe(expected);
	});
});
