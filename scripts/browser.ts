import { existsSync } from 'node:fs';

import { Problem } from './n8n/problem';
import { run } from './n8n/run';

/** Set to use a browser that stands elsewhere. */
export const BROWSER_VARIABLE = 'CHROMIUM_PATH';

const USUAL_PLACES: readonly string[] = [
	'/usr/bin/chromium',
	'/usr/bin/google-chrome',
	'/usr/bin/chromium-browser',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const DEBIAN_MARK = '/etc/debian_version';

function installedBrowser(): string | undefined {
	const chosen = process.env[BROWSER_VARIABLE];
	const places = chosen ? [chosen] : USUAL_PLACES;
	return places.find((place) => existsSync(place));
}

/** Debian's Chromium: Playwright's own would be a download of its own from elsewhere. */
function canInstall(): boolean {
	return !process.env[BROWSER_VARIABLE] && existsSync(DEBIAN_MARK) && process.getuid?.() === 0;
}

async function apt(args: string[]): Promise<void> {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	const { exitCode, output } = await run('apt-get', args, { cwd: '/', env });
	if (exitCode === 0) return;
	throw new Problem(
		'Installing Chromium failed.',
		`Its last lines were:\n${output.trim().split('\n').slice(-10).join('\n')}`,
	);
}

async function install(): Promise<void> {
	process.stderr.write('Installing Chromium for the browser tests (about a minute) …\n');
	await apt(['update']);
	await apt(['install', '--yes', '--no-install-recommends', 'chromium']);
}

/** Gives the path of a Chromium; as root on Debian it is installed if there is none. */
export async function ensureBrowser(): Promise<string> {
	if (!installedBrowser() && canInstall()) await install();
	const found = installedBrowser();
	if (found) return found;
	throw new Problem(
		'There is no Chromium for the browser tests.',
		`Install one (Debian and Ubuntu: \`apt-get install chromium\`, macOS: Google Chrome), or set ${BROWSER_VARIABLE} to the path of yours.`,
	);
}
