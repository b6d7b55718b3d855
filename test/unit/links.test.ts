import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { brokenLinks } from '../support/markdownLinks';
import { ROOT, repositoryFiles } from '../support/repositoryFiles';

describe('the links of every Markdown file', () => {
	const files = repositoryFiles('.md');

	it('are looked at', () => {
		expect(files).toEqual(
			expect.arrayContaining(['README.md', 'docs/trigger.md', 'spec/README.md']),
		);
	});

	it.each(files)('%s: lead to files and headings that are there', (file) => {
		expect(brokenLinks(path.join(ROOT, file))).toEqual([]);
	});
});

describe('a broken link', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'links-'));
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	function broken(text: string): string[] {
		const file = path.join(folder, 'page.md');
		writeFileSync(file, `# A page: "Get, Many" & more\n\n## Twice\n\n## Twice\n\n${text}\n`);
		return brokenLinks(file);
	}

	it.each([
		'[a](gone.md)',
		'[a](page.md#gone)',
		'[a](#twice-2)',
		'<img src="gone.png" />',
		'<source srcset="gone.png" />',
		'[ref]: gone.md',
	])('is found: %s', (text) => {
		expect(broken(text)).toHaveLength(1);
	});

	it.each([
		'[a](page.md) [b](#twice) [c](page.md#twice-1)',
		'[a](#a-page-get-many--more)',
		'[a](https://example.com/gone#x) <mailto:a@b.co>',
		'`[a](gone.md)`',
		'```md\n[a](gone.md)\n```',
	])('is not seen where there is none: %s', (text) => {
		expect(broken(text)).toEqual([]);
	});
});
