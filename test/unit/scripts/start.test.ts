import { once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { INode } from 'n8n-workflow';

import { CLIENT_ID, SAMPLE_USERS } from '../../server/seed';
import { ConscentApi } from '../../../credentials/ConscentApi.credentials';
import { conscentCredentialData } from '../../../scripts/n8n/playground';
import { describeCredential } from '../../../scripts/start/credential';
import { readExamples } from '../../../scripts/n8n/examples';
import { describeImported, describeTriggers } from '../../../scripts/start/examples';
import { USAGE, assertFree, readOptions } from '../../../scripts/start/options';
import { Rebuilds, watchFolders } from '../../../scripts/start/rebuilds';

describe('the options of npm start', () => {
	it('are watch and port', () => {
		expect(readOptions([])).toEqual({ watch: false, help: false });
		expect(readOptions(['--watch', '--port', '5678'])).toEqual({
			watch: true,
			help: false,
			port: 5678,
		});
		expect(readOptions(['--help']).help).toBe(true);
		expect(readOptions(['-h']).help).toBe(true);
	});

	it('are told', () => {
		expect(USAGE).toMatch(/--watch[^]*--port/);
	});

	it.each([
		[['--port', 'x'], /"x" is no port/],
		[['--port', '0'], /"0" is no port/],
		[['--port', '65536'], /no port/],
		[['--prot', '1'], /--prot[^]*npm start/],
		[['watch'], /watch[^]*npm start/],
	])('%j is refused with what to do instead', (args, message) => {
		expect(() => readOptions(args)).toThrow(message);
	});
});

describe('a port', () => {
	it('that is taken is reported, and one that is free is left free', async () => {
		const other = createServer().listen(0, '127.0.0.1');
		await once(other, 'listening');
		const { port } = other.address() as AddressInfo;
		await expect(assertFree(port)).rejects.toThrow(/is taken[^]*Leave out --port/);
		other.close();
		await once(other, 'close');
		await assertFree(port);
		await assertFree(port);
	});
});

const QUIET_MS = 30;

describe('rebuilds', () => {
	function recorded(workMs: number) {
		const log: string[] = [];
		const rebuilds = new Rebuilds(async () => {
			log.push('begin');
			await delay(workMs);
			log.push('end');
		}, QUIET_MS);
		return { log, rebuilds };
	}

	it('wait until it is quiet', async () => {
		const { log, rebuilds } = recorded(0);
		for (let change = 0; change < 5; change++) rebuilds.changed();
		expect(log).toEqual([]);
		await delay(QUIET_MS * 5);
		expect(log).toEqual(['begin', 'end']);
	});

	it('do not overlap; all changes during one lead to one more', async () => {
		const workMs = QUIET_MS * 10;
		const { log, rebuilds } = recorded(workMs);
		for (let change = 0; change < 4; change++) {
			rebuilds.changed();
			await delay(QUIET_MS * 2);
		}
		await delay(workMs * 3);
		expect(log).toEqual(['begin', 'end', 'begin', 'end']);
	});
});

describe('the watched folders', () => {
	let root: string;
	beforeEach(() => {
		root = mkdtempSync(path.join(tmpdir(), 'watched-'));
	});
	afterEach(() => rmSync(root, { recursive: true }));

	it('notice a file that an editor replaces, and one in a new folder, but not what was there', async () => {
		const file = path.join(root, 'a.ts');
		writeFileSync(file, '1');
		let changes = 0;
		const watcher = watchFolders([root], () => (changes += 1));
		await once(watcher, 'ready');
		expect(changes).toBe(0);
		for (const change of [
			() => renameSync(writtenFile('fresh.tmp'), file),
			() => mkdirSync(path.join(root, 'new')),
			() => writtenFile('new/b.ts'),
		]) {
			const before = changes;
			change();
			for (let wait = 0; changes === before && wait < 500; wait++) await delay(10);
			expect(changes).toBeGreaterThan(before);
		}
		await watcher.close();
	});

	function writtenFile(name: string): string {
		const file = path.join(root, name);
		writeFileSync(file, name);
		return file;
	}
});

describe('the credential that npm start tells', () => {
	const told = describeCredential('http://127.0.0.1:4010/api');

	it('names each field as the editor does, with the value that the ready-made one has', () => {
		const values: Record<string, string> = {
			...conscentCredentialData('http://127.0.0.1:4010/api'),
			environment: 'Custom',
		};
		for (const { displayName, name } of new ConscentApi().properties) {
			if (name in values) expect(told).toContain(`${displayName.padEnd(16)}${values[name]}\n`);
		}
		expect(told.match(/^ {4}\w/gm)).toHaveLength(Object.keys(values).length);
	});

	it('names the client ID, which some operations ask for, and a reader that is there', () => {
		expect(told).toMatch(new RegExp(`Client ID.* ${CLIENT_ID}\n`));
		const [{ userId, email } = {}] = SAMPLE_USERS;
		expect(told).toContain(`${userId} (${email})`);
	});
});

describe('the examples that npm start imports', () => {
	const BASE_URL = 'http://127.0.0.1:5678';
	const OURS = 'n8n-nodes-conscent';
	const credentials = { conscentApi: { id: '1', name: 'Conscent' } };

	function node(
		type: string,
		parameters: INode['parameters'] = {},
		more: Partial<INode> = {},
	): INode {
		return { id: '1', name: 'Step', type, typeVersion: 1, position: [0, 0], parameters, ...more };
	}

	function example(name: string, ...nodes: INode[]) {
		return { fileName: `${name}.json`, name, nodes, isActive: true };
	}

	function trigger(event: string): INode {
		const parameters = { events: ['popup.click', event] };
		return node(`${OURS}.conscentTrigger`, parameters, { credentials, webhookId: 'abc' });
	}

	const cancellation = example('A', node('x'), trigger('cancelled.subscription'));

	it('come with the address of each trigger and the command that fires it', () => {
		expect(describeTriggers([cancellation], BASE_URL)).toBe(
			`  Fire the trigger of "A", at ${BASE_URL}/webhook/abc/webhook:
    npm run send-event -- cancelled.subscription ${BASE_URL}/webhook/abc/webhook --secret test-webhook-secret`,
		);
	});

	it('come with the address of each webhook and form, after the triggers', () => {
		const webhook = example('W', node('n8n-nodes-base.webhook', { path: 'crm-contact' }));
		const form = example('F', node('n8n-nodes-base.formTrigger', { options: { path: 'my-form' } }));
		const lines = describeTriggers([form, webhook, cancellation], BASE_URL).split('\n');
		expect(lines[0]).toContain('Fire the trigger of "A"');
		expect(lines.slice(2)).toEqual([
			'  Call the webhook of "W":',
			expect.stringMatching(
				/^ {4}curl http:\/\/127\.0\.0\.1:5678\/webhook\/crm-contact -H 'Content-Type: application\/json' -d '\{"conscentUserId":/,
			),
			'  Fill in the form of "F":',
			`    ${BASE_URL}/form/my-form`,
		]);
	});

	it('come first where they work from end to end, and say where a credential is missing', () => {
		const tag = node('n8n-nodes-base.httpRequest', { authentication: 'genericCredentialType' });
		const lacking = example('A', trigger('cancelled.subscription'), {
			...tag,
			name: 'Tag contact',
		});
		const open = node('n8n-nodes-base.httpRequest', { authentication: 'none' });
		const working = example('B', trigger('purchase.subscription'), open);
		const lines = describeTriggers([lacking, working], BASE_URL).split('\n');
		expect(lines[0]).toContain('"B"');
		expect(lines[2]).toContain('"A"');
		expect(lines[4]).toBe('    Its step "Tag contact" fails until you choose a credential for it.');
		const ours = example('C', trigger('purchase.pass'), node(`${OURS}.insighto`));
		expect(describeTriggers([ours], BASE_URL)).toContain('Its step "Step" fails');
	});

	it('say why they are not active, and give no address then', () => {
		const refused = { ...cancellation, isActive: false, refusal: 'Credentials are missing' };
		expect(describeImported(refused)).toMatch(/not active yet.*Credentials are missing/);
		expect(describeImported(cancellation)).not.toContain('not active');
		expect(describeTriggers([refused], BASE_URL)).toBe('');
		expect(describeImported({ ...cancellation, isActive: false })).toMatch(
			/not active: it would run by itself; use "Execute workflow"/,
		);
	});

	it('say which steps need an account elsewhere', () => {
		const nodes = [node('n8n-nodes-base.googleSheets'), node('n8n-nodes-base.set')];
		const told = describeImported({ ...example('A', ...nodes), isActive: false });
		expect(told.split('\n').slice(2)).toEqual([
			'    Its step "Step" fails until you choose a credential for it.',
		]);
	});

	it('know the form of our own example', () => {
		const found = readExamples({ id: '1', name: 'C', type: 'conscentApi', data: {} }).map(
			({ fileName, workflow: { name, nodes } }) => ({ fileName, name, nodes, isActive: true }),
		);
		const told = describeTriggers(found, BASE_URL);
		expect(told.indexOf('purchase.subscription')).toBeLessThan(told.indexOf('cancelled.'));
		expect(told).toContain(`${BASE_URL}/form/conscent-dashboard-user`);
		expect(told).not.toContain('undefined');
	});
});
