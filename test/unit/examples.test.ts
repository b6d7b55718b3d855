import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { INode } from 'n8n-workflow';

import { exampleFileNames, readExample } from '../../scripts/n8n/examples';
import { MANIFEST, packageNodes } from '../support/packageClasses';
import { ROOT } from '../support/repositoryFiles';

const EXAMPLES = exampleFileNames().map(readExample);
const NOTE = 'n8n-nodes-base.stickyNote';

interface Note {
	content: string;
	width: number;
	height: number;
}

/** How n8n 2.41 sets a note, measured in its editor: within 6 % of what eleven notes really take. */
const LETTER_PX = 6.7;
const LINE_PX = 17;
const HEADING_PX = 34;
const SIDES_PX = 24;
const INDENT_PX = 20;
const GAP_PX = 6;
const TOP_PX = 8;

function lineHeight(line: string, width: number): number {
	if (line.startsWith('## ')) return HEADING_PX;
	const text = line.replace(/[*`]/g, '');
	const indent = /^\d+\. /.test(text) ? INDENT_PX : 0;
	return Math.ceil((text.length * LETTER_PX) / (width - SIDES_PX - indent)) * LINE_PX + GAP_PX;
}

function textHeight({ content, width }: Note): number {
	const lines = content.split('\n').map((line) => (line === '' ? 0 : lineHeight(line, width)));
	return lines.reduce((sum, height) => sum + height, TOP_PX);
}

const LEAST_SPARE_PX = 10;
const MAX_SPARE_PX = 90;

describe.each(EXAMPLES.map(({ fileName, workflow }) => [fileName, workflow] as const))(
	'%s',
	(fileName, { name, nodes, connections, pinData }) => {
		const notes = nodes.filter(({ type }) => type === NOTE);
		const steps = nodes.filter(({ type }) => type !== NOTE);

		it('has a note that its text fits, above the steps', () => {
			expect(notes).toHaveLength(1);
			const [{ parameters, position }] = notes as [INode];
			const note = parameters as unknown as Note;
			const spare = note.height - textHeight(note);
			expect(spare).toBeGreaterThanOrEqual(LEAST_SPARE_PX);
			expect(spare).toBeLessThanOrEqual(MAX_SPARE_PX);
			const highest = Math.min(...steps.map((step) => step.position[1]));
			expect(position[1] + note.height).toBeLessThan(highest - LEAST_SPARE_PX);
		});

		it('names in its note only steps that are there', () => {
			const content = String(notes[0]?.parameters['content']);
			const beforeUse = content.slice(content.indexOf('**Change before use**'));
			const named = [...beforeUse.matchAll(/^\d+\. (.+?):/gm)].flatMap(([, places = '']) =>
				[...places.matchAll(/\*([^*]+)\*/g)].map(([, step]) => step),
			);
			expect(steps.map((step) => step.name)).toEqual(expect.arrayContaining(named));
		});

		it('connects steps that are there, each with an ID of its own', () => {
			const names = steps.map((step) => step.name);
			const targets = Object.values(connections).flatMap(({ main = [] }) =>
				main.flatMap((output) => (output ?? []).map(({ node }) => node)),
			);
			expect(names).toEqual(expect.arrayContaining([...Object.keys(connections), ...targets]));
			expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
			expect(pinData).toEqual({});
		});

		it('sets only parameters that our nodes have', () => {
			for (const { type, parameters } of steps) {
				const [owner, nodeName] = type.split('.');
				if (owner !== MANIFEST.name) continue;
				const description = packageNodes().find((candidate) => candidate.name === nodeName);
				const known = description?.properties.map((property) => property.name) ?? [];
				expect(known).toEqual(expect.arrayContaining(Object.keys(parameters)));
			}
		});

		it('stands in docs/recipes.md under its own name', () => {
			const recipes = readFileSync(path.join(ROOT, 'docs/recipes.md'), 'utf8');
			expect(recipes).toContain(`](../workflows/${fileName})`);
			expect(recipes).toContain(`“${name}”`);
		});
	},
);
