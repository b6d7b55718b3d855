/** What is made from the nodes and the specs is up to date: docs pages and output schemas. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { loadOutputSchema } from 'n8n-core';
import { SERVICES, rehearseAll } from '../../scripts/docs/services';

const ROOT = path.resolve(__dirname, '../..');
const TIME_LIMIT_MS = 120_000;

const OPERATIONS = SERVICES.flatMap((service) =>
	service.resources.flatMap((resource) =>
		resource.operations.map((operation) => ({
			name: `${service.name}: ${resource.value}: ${operation.value}`,
			service,
			resource,
			operation,
		})),
	),
);

it(
	'docs/operations and the output schemas are those that `npm run docs` makes',
	async () => {
		const script = path.join(ROOT, 'scripts/docs.ts');
		const run = promisify(execFile)(process.execPath, ['--import', 'tsx', script, '--check'], {
			cwd: ROOT,
		});

		// A file that is out of date is named in the message of the failure.
		await expect(run).resolves.toMatchObject({ stderr: '' });
	},
	TIME_LIMIT_MS,
);

describe.each(OPERATIONS)('$name', ({ service, resource, operation }) => {
	const schema = loadOutputSchema({
		nodeDir: path.join(ROOT, service.folder),
		version: 1,
		resource: resource.value,
		operation: operation.value,
	});

	it('has an output schema where n8n looks for it, which its sample outputs fit', async () => {
		if (!schema) throw new Error('n8n finds no schema');
		const { version, ...definition } = schema as { version: number };
		const fits = new Ajv({ strict: false }).compile(definition);

		expect(version).toBe(1);
		for (const { items } of await rehearseAll(service, resource, operation)) {
			expect(items.length).toBeGreaterThan(0);
			for (const item of items) expect([fits(item), fits.errors]).toEqual([true, null]);
		}
	});

	it('puts out at most ten fields unless it is told otherwise', async () => {
		const [first] = await rehearseAll(service, resource, operation);

		expect(first?.items).not.toEqual([]);
		for (const item of first?.items ?? []) expect(Object.keys(item).length).toBeLessThanOrEqual(10);
	});
});
