import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { provenanceStatement } from '../../../scripts/release/provenance';
import { readinessOf } from '../../../scripts/release/readiness';
import type { Repository } from '../../../scripts/release/readiness';

const MANIFEST = {
	name: 'n8n-nodes-conscent',
	version: '1.2.0',
	author: { email: 'nodes@publisher.org' },
	repository: { url: 'git+https://github.com/publisher/nodes.git' },
};

const READY: Repository = {
	manifest: MANIFEST,
	lockedVersion: '1.2.0',
	changelog: '# Changelog\n\n## 1.2.0 – 2027-01-31\n\n- New.\n\n## 1.1.0 – 2026-12-01\n\n- Old.\n',
	tag: 'v1.2.0',
	builtIn: 'publisher/nodes',
};

describe('a release', () => {
	it('is ready when version, lock file, changelog, tag and repository agree', () => {
		expect(readinessOf(READY)).toEqual({ errors: [], toDo: [] });
	});

	const wrong: Array<[string, Partial<Repository>, RegExp]> = [
		['no version', { manifest: { ...MANIFEST, version: '1.2' } }, /'1\.2' is no version/],
		['another locked version', { lockedVersion: '1.1.0' }, /package-lock\.json says 1\.1\.0/],
		['the tag of another version', { tag: 'v1.1.0' }, /tag v1\.1\.0 does not belong/],
		['no section', { changelog: '## 1.1.0 – 2026-12-01\n\n- Old.\n' }, /no section "## 1\.2\.0/],
		[
			'an empty section',
			{ changelog: '## 1.2.0 – 2027-01-31\n\n## 1.1.0 – 2026-12-01\n\n- Old.\n' },
			/says nothing of 1\.2\.0/,
		],
		['another repository', { builtIn: 'somebody/fork' }, /not somebody\/fork/],
	];

	it.each(wrong)('is not ready with %s', (_what, change, message) => {
		expect(readinessOf({ ...READY, ...change }).errors).toContainEqual(
			expect.stringMatching(message),
		);
	});

	const left: Array<[string, Partial<Repository>, RegExp]> = [
		['the date', { changelog: '## 1.2.0 – unreleased\n\n- New.\n' }, /instead of "unreleased"/],
		[
			'the author',
			{ manifest: { ...MANIFEST, author: { email: 'maintainers@nodes.example' } } },
			/author/,
		],
		[
			'the repository',
			{
				manifest: {
					...MANIFEST,
					repository: { url: 'git+https://github.com/n8n-nodes-conscent/n8n-nodes-conscent.git' },
				},
				builtIn: undefined,
			},
			/stand-in/,
		],
	];

	it.each(left)('leaves %s to a person', (_what, change, message) => {
		const { errors, toDo } = readinessOf({ ...READY, ...change });
		expect(errors).toEqual([]);
		expect(toDo).toEqual([expect.stringMatching(message)]);
	});
});

describe('the provenance statement', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'provenance-'));
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	it('ties the bytes of the packed file to the commit and the workflow', () => {
		const file = path.join(folder, 'package.tgz');
		writeFileSync(file, 'packed');
		const statement = provenanceStatement(file, {
			packageName: 'n8n-nodes-conscent',
			version: '1.2.0',
			repositoryUrl: 'git+https://github.com/publisher/nodes.git',
			commit: 'abc123',
			ref: 'refs/tags/v1.2.0',
		});
		expect(statement).toMatchObject({
			subject: [
				{
					name: 'pkg:npm/n8n-nodes-conscent@1.2.0',
					digest: { sha512: createHash('sha512').update('packed').digest('hex') },
				},
			],
			predicate: {
				buildDefinition: {
					externalParameters: { workflow: { repository: 'https://github.com/publisher/nodes' } },
					resolvedDependencies: [{ digest: { gitCommit: 'abc123' } }],
				},
			},
		});
	});
});
