import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import type { INodeParameters } from 'n8n-workflow';
import type { Locator } from 'playwright-core';

import type { Editor } from '../../test/e2e/browser/editor/editor';
import { readUntil } from '../../test/e2e/browser/editor/eventually';
import { SAMPLE_DASHBOARD_USER_IDS, SAMPLE_USER_IDS } from '../../test/server';
import { exampleFileNames, readExample } from '../n8n/examples';
import type { Scenes } from './scenes';
import type { Scene } from './shown';

/** A part of the page, in pixels. */
export interface Area {
	x: number;
	y: number;
	width: number;
	height: number;
}

export interface Picture {
	/** The file is called `<name>-<theme>.png`. */
	name: string;
	alt: string;
	/** What of the package's own texts it shows. */
	scene: Scene;
	/** Of the browser's window in pixels, where the usual one cuts off what is shown. */
	windowWidth?: number;
	/** Brings the editor into the state that is shown, and gives what is cut out of the page. */
	show(editor: Editor, scenes: Scenes): Promise<Area>;
}

const MARGIN_PX = 12;
const FRAME_MS = 100;

/** n8n slides and fades its parts in: a picture waits until the part is where it was two frames ago. */
async function settled(part: Locator): Promise<void> {
	const boxes = [await part.boundingBox()];
	const last = () => boxes.slice(-3);
	while (boxes.length < 3 || !last().every((box) => isDeepStrictEqual(box, boxes.at(-1)))) {
		await delay(FRAME_MS);
		boxes.push(await part.boundingBox());
	}
}

async function areaOf(...parts: Locator[]): Promise<Area> {
	const boxes = await Promise.all(parts.map((part) => part.boundingBox()));
	const seen = boxes.filter((box) => box !== null);
	const left = Math.min(...seen.map(({ x }) => x));
	const top = Math.min(...seen.map(({ y }) => y));
	const right = Math.max(...seen.map(({ x, width }) => x + width));
	const bottom = Math.max(...seen.map(({ y, height }) => y + height));
	return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Names below steps and buttons beside them stand outside of what n8n counts as the step. */
const BESIDE_STEP_PX = 96;
const BELOW_STEP_PX = 60;

function withSurroundings({ x, y, width, height }: Area): Area {
	return {
		x: x - MARGIN_PX,
		y: y - MARGIN_PX,
		width: width + MARGIN_PX + BESIDE_STEP_PX,
		height: height + MARGIN_PX + BELOW_STEP_PX,
	};
}

/** From the top of the panel to the end of its last field: the rest is empty. */
async function filledPart(panel: Locator, last: Locator): Promise<Area> {
	await settled(last);
	const [whole, end] = [await areaOf(panel), await areaOf(last)];
	const height = Math.min(end.y + end.height + MARGIN_PX - whole.y, whole.height);
	return { ...whole, height };
}

const [ASHA, BEN] = SAMPLE_USER_IDS;
const CONTACTS = [
	{ id: ASHA, fullName: 'Asha R. Rao', city: 'Pune' },
	{ id: BEN, fullName: 'Ben Okafor-Lee', city: 'Agra' },
];

const BY_ID = { __rl: true, mode: 'id', value: '={{ $json.id }}' };

const UPDATE_USER = {
	resource: 'user',
	operation: 'update',
	userId: BY_ID,
	updateFields: { name: '={{ $json.fullName }}' },
};

const UPDATE_ADDRESS = {
	...UPDATE_USER,
	updateFields: {
		shippingAddressFields: {
			value: { city: '={{ $json.city }}', country: 'India', name: '={{ $json.fullName }}' },
		},
	},
};

const CREATE_DASHBOARD_USER = {
	resource: 'dashboardUser',
	operation: 'create',
	email: 'editor@publisher.example',
	password: 'not-a-real-one',
	permissionsMode: 'selected',
	grantedPermissions: ['paywallBuilder', 'journey', 'newsLetterBuilder'],
};

const CHANGE_PERMISSIONS = {
	resource: 'dashboardUser',
	operation: 'update',
	userId: { ...BY_ID, value: SAMPLE_DASHBOARD_USER_IDS[0] },
	permissionsMode: 'changes',
	permissionChanges: { export: false, webhooks: true },
};

const TRIGGER = { events: ['purchase.subscription', 'cancelled.subscription'] };

function conscentPanel(parameters: INodeParameters): Scene {
	return { kind: 'panel', node: 'conscent', parameters };
}

/** The canvas with an example workflow, wide enough for its longest row of steps. */
function recipe(fileName: string): Picture {
	const { workflow } = readExample(fileName);
	return {
		name: `recipe-${path.basename(fileName, '.json')}`,
		alt: `The workflow “${workflow.name}” in n8n's editor, with its note`,
		scene: { kind: 'workflow', fileName },
		async show(editor, scenes) {
			await editor.openWorkflow(await scenes.example(workflow));
			await editor.hideCanvasButtons();
			const parts = await editor.canvasParts();
			for (const part of parts) await settled(part);
			return withSurroundings(await areaOf(...parts));
		},
	};
}

export const PICTURES: readonly Picture[] = [
	{
		name: 'nodes-list',
		alt: "n8n's list of nodes with the Conscent node open: its actions, sorted by what they are about",
		scene: { kind: 'actions', node: 'conscent' },
		async show(editor, scenes) {
			const list = await editor.openNodesList(await scenes.workflow([]));
			await list.openEntry('Conscent');
			// What comes further down is more of the same.
			return await filledPart(list.root, list.entry('Update dashboard user'));
		},
	},
	{
		name: 'credential',
		alt: 'The Conscent API credential after a successful test: environment, base URL, masked key and secret',
		scene: { kind: 'credential', values: { environment: 'custom' } },
		async show(editor, scenes) {
			const dialog = await editor.openCredential(scenes.credentialId);
			await dialog.success.waitFor();
			return await filledPart(dialog.window, dialog.input('webhookSecret'));
		},
	},
	{
		name: 'user-update',
		alt: 'Updating users: the ID and the name come from the input, and each output item belongs to the input item marked beside it',
		scene: conscentPanel(UPDATE_USER),
		windowWidth: 1438,
		async show(editor, scenes) {
			const panel = await scenes.panel(editor, UPDATE_USER, CONTACTS);
			await panel.execute();
			await panel.showTables();
			await editor.dismissMessages();
			await panel.outputRow(1).hover();
			await panel.pairedInput.waitFor();
			await readUntil(() => panel.resultOf('userId'), BEN);
			await editor.hideNeighbours();
			return await filledPart(panel.root, panel.fieldNamed('Options'));
		},
	},
	{
		name: 'user-update-address',
		alt: 'A shipping address of a user, filled in field by field',
		scene: conscentPanel(UPDATE_ADDRESS),
		async show(editor, scenes) {
			const panel = await scenes.panel(editor, UPDATE_ADDRESS, CONTACTS);
			const field = panel.fieldNamed('Shipping Address');
			await field.scrollIntoViewIfNeeded();
			return await areaOf(field);
		},
	},
	{
		name: 'dashboard-user-create',
		alt: 'Creating a dashboard user: email, masked password, role and the permissions that are granted',
		scene: conscentPanel(CREATE_DASHBOARD_USER),
		async show(editor, scenes) {
			const panel = await scenes.panel(editor, CREATE_DASHBOARD_USER);
			return await filledPart(panel.parameters, panel.fieldNamed('Granted Permissions'));
		},
	},
	{
		name: 'dashboard-user-permissions',
		alt: 'Updating a dashboard user: only the permissions that are listed change, all others stay as they are',
		scene: conscentPanel(CHANGE_PERMISSIONS),
		async show(editor, scenes) {
			const panel = await scenes.panel(editor, CHANGE_PERMISSIONS);
			return await filledPart(panel.parameters, panel.fieldNamed('Permission Changes'));
		},
	},
	{
		name: 'error',
		alt: 'A failed step: what happened to which item, what to do about it, and how many items were done before',
		scene: conscentPanel(UPDATE_USER),
		async show(editor, scenes) {
			const unknown = { ...CONTACTS[1], id: '000000000000000000000000' };
			const panel = await scenes.panel(editor, UPDATE_USER, [CONTACTS[0], unknown]);
			await panel.execute();
			await panel.errorMessage.waitFor();
			await editor.dismissMessages();
			return await filledPart(panel.output, panel.errorCard);
		},
	},
	{
		name: 'trigger',
		alt: 'The Conscent Trigger: the steps that connect it with the dashboard, the chosen events, and how deliveries prove where they come from',
		scene: { kind: 'panel', node: 'conscentTrigger', parameters: TRIGGER },
		async show(editor, scenes) {
			const panel = await scenes.triggerPanel(editor, TRIGGER);
			return await filledPart(panel.parameters, panel.fieldNamed('Simplify'));
		},
	},
	...exampleFileNames().map(recipe),
];
