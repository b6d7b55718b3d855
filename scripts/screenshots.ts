/** `npm run screenshots [-- name …]`: makes the pictures of `docs/images/` again, in a real n8n. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import sharp from 'sharp';

import { Editor } from '../test/e2e/browser/editor/editor';
import type { Theme } from '../test/e2e/browser/editor/editor';
import { REPOSITORY_ROOT } from './n8n/package';
import { startPlayground } from './n8n/playground';
import type { Playground } from './n8n/playground';
import { Problem } from './n8n/problem';
import { PICTURES } from './screenshots/pictures';
import type { Area, Picture } from './screenshots/pictures';
import { Scenes } from './screenshots/scenes';
import { SHOWN_FILE, readShown, shownIn } from './screenshots/shown';
import type { Shown } from './screenshots/shown';

const FOLDER = path.join(REPOSITORY_ROOT, 'docs', 'images');
const THEMES: readonly Theme[] = ['light', 'dark'];
const MAX_PICTURE_BYTES = 60 * 1024;
/** GitHub shows a README about this wide. */
const WIDEST_PICTURE_PX = 1200;
/** Narrower than a real screen, so that texts stay readable when GitHub scales a picture down. */
const VIEWPORT = { width: 1200, height: 1050 };

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** n8n's editor has few colours: a palette makes the file four times smaller, and nobody sees it. */
async function compress(png: Buffer): Promise<Buffer> {
	return await sharp(png)
		.resize({ width: WIDEST_PICTURE_PX, withoutEnlargement: true })
		.png({ palette: true, colours: 64, effort: 10, compressionLevel: 9 })
		.toBuffer();
}

function wholePixels({ x, y, width, height }: Area): Area {
	return {
		x: Math.floor(x),
		y: Math.floor(y),
		width: Math.ceil(width),
		height: Math.ceil(height),
	};
}

async function take(picture: Picture, editor: Editor, scenes: Scenes, theme: Theme): Promise<void> {
	const { windowWidth: width = VIEWPORT.width } = picture;
	await editor.page.setViewportSize({ ...VIEWPORT, width });
	const clip = wholePixels(await picture.show(editor, scenes));
	const image = await compress(await editor.page.screenshot({ clip }));
	if (image.length > MAX_PICTURE_BYTES) {
		throw new Problem(
			`${picture.name} takes ${image.length} bytes.`,
			`At most ${MAX_PICTURE_BYTES} are allowed: cut out less of the page in scripts/screenshots/pictures.ts.`,
		);
	}
	const file = path.join(FOLDER, `${picture.name}-${theme}.png`);
	writeFileSync(file, image);
	say(`${path.relative(REPOSITORY_ROOT, file)}  ${Math.round(image.length / 1024)} KB`);
}

async function takeAll(
	pictures: readonly Picture[],
	{ n8n }: Playground,
	scenes: Scenes,
	theme: Theme,
): Promise<void> {
	const editor = await Editor.open(n8n.baseUrl, { theme, viewport: VIEWPORT });
	try {
		for (const picture of pictures) await take(picture, editor, scenes, theme);
	} finally {
		await editor.close();
	}
}

/** What the pictures show, for the test that finds stale ones. */
function remember(pictures: readonly Picture[]): void {
	const taken = pictures.map(({ name, scene }) => [name, shownIn(scene)]);
	const shown = { ...readShown(), ...(Object.fromEntries(taken) as Shown) };
	const known = PICTURES.map(({ name }) => [name, shown[name]]);
	writeFileSync(SHOWN_FILE, `${JSON.stringify(Object.fromEntries(known), null, '\t')}\n`);
}

function chosenPictures(): readonly Picture[] {
	const names = process.argv.slice(2);
	const unknown = names.find((name) => !PICTURES.some((picture) => picture.name === name));
	if (unknown !== undefined) {
		const known = PICTURES.map(({ name }) => name).join(', ');
		throw new Problem(`There is no picture "${unknown}".`, `There are: ${known}.`);
	}
	return names.length === 0 ? PICTURES : PICTURES.filter(({ name }) => names.includes(name));
}

async function main(): Promise<void> {
	const pictures = chosenPictures();
	mkdirSync(FOLDER, { recursive: true });
	const playground = await startPlayground({ report: say });
	try {
		const scenes = new Scenes(playground);
		for (const theme of THEMES) await takeAll(pictures, playground, scenes, theme);
		remember(pictures);
	} finally {
		await playground.stop();
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`\n${error instanceof Problem ? error.message : String(error)}\n`);
	process.exit(1);
});
