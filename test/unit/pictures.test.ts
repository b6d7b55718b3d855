import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

import { PICTURES } from '../../scripts/screenshots/pictures';
import { readShown, shownIn } from '../../scripts/screenshots/shown';
import { ROOT, repositoryFiles } from '../support/repositoryFiles';

const FOLDER = path.join(ROOT, 'docs/images');
const PAGES = repositoryFiles('.md').map((file) => readFileSync(path.join(ROOT, file), 'utf8'));
const MAX_PICTURE_BYTES = 60 * 1024;

describe('the pictures of the documentation', () => {
	const files = readdirSync(FOLDER);

	it('are those that `npm run screenshots` makes, light and dark', () => {
		const expected = PICTURES.flatMap(({ name }) => [`${name}-light.png`, `${name}-dark.png`]);
		expect([...files].sort()).toEqual(expected.sort());
	});

	it('are small', () => {
		const sizes = files.map((file) => statSync(path.join(FOLDER, file)).size);
		expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_PICTURE_BYTES);
	});

	it('have a text for those who do not see them', () => {
		for (const { alt } of PICTURES) expect(alt.split(' ').length).toBeGreaterThan(5);
	});

	it.each(PICTURES.map(({ name, alt }) => [name, alt]))(
		'%s is shown, light and dark, with its text',
		(name, alt) => {
			const shown = PAGES.find((page) => page.includes(`images/${name}-light.png`));
			expect(shown).toContain(`images/${name}-dark.png`);
			expect(shown).toContain(`alt="${alt}"`);
		},
	);

	// A failure means: `npm run screenshots -- <name>`.
	it.each(PICTURES.map(({ name, scene }) => [name, scene] as const))(
		'%s shows what the descriptions say today',
		(name, scene) => {
			expect(readShown()[name]).toEqual(shownIn(scene));
		},
	);
});

describe('what a picture shows', () => {
	it('are labels, the names of chosen values, and what is filled in', () => {
		const panel = PICTURES.find(({ name }) => name === 'dashboard-user-permissions');
		if (!panel) throw new Error('The picture is gone');
		expect(shownIn(panel.scene)).toEqual(
			expect.arrayContaining([
				'Resource: Dashboard User',
				'Permissions: Changes Only',
				'Permission Changes',
				'  Export: Revoke',
			]),
		);
	});
});
