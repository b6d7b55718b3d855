import { readFileSync } from 'node:fs';
import path from 'node:path';

import { ROOT, repositoryFiles } from '../../support/repositoryFiles';

function read(file: string): string {
	return readFileSync(path.join(ROOT, file), 'utf8');
}

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

describe('the npm commands', () => {
	const running = Object.entries(scripts).filter(([, command]) =>
		/\b(?:tsx|jest) |\bnpm pack\b/.test(command),
	);

	it('can make the file to install from', () => {
		expect(running.map(([name]) => name)).toContain('package');
	});

	it.each(running)('%s makes a fresh clone ready first', (_name, command) => {
		expect(command).toMatch(/^node scripts\/prepare\.mjs /);
	});
});

describe('the pages', () => {
	it.each(repositoryFiles('.md'))('%s: names only npm commands that are there', (file) => {
		const named = [...read(file).matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
		expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
	});

	it('begin with a README of at most 160 lines', () => {
		expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(160);
	});
});

describe('docs/troubleshooting.md', () => {
	const sources = repositoryFiles('.ts')
		.filter((file) => file.startsWith('nodes/'))
		.map(read)
		.join('\n');
	const messages = [...read('docs/troubleshooting.md').matchAll(/^\| `(.+?)` +\|/gm)].map(
		([, message = '']) => message,
	);

	/** What of a message stands in the code as it is: not the names of services and fields, nor numbers. */
	function fixedParts(message: string): string[] {
		return message
			.split(/Conscent|'[^']+'|\bin Filters\b|\(HTTP \d+\)|\d+ seconds|…|`, `/)
			.map((part) => part.trim())
			.filter((part) => part.length > 5);
	}

	it('explains the most frequent messages', () => {
		expect(messages.length).toBeGreaterThan(10);
		expect(messages.flatMap(fixedParts).length).toBeGreaterThan(10);
	});

	it.each(messages)('%s is what the nodes say', (message) => {
		for (const part of fixedParts(message)) expect(sources).toContain(part);
	});
});
