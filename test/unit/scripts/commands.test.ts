import { readFileSync } from 'node:fs';
import path from 'node:path';

const MANIFEST = path.resolve(__dirname, '../../../package.json');

const { scripts } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as {
	scripts: Record<string, string>;
};

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
