/**
 * Stryker's own jest runner, but a mutant's run loads only the files of the tests that cover it and ends with the first
 * failure. Stock, it loads every test file that depends on the mutated one, and runs all covering tests to the end.
 * Each test's id carries its file, as Stryker hands nothing else to the processes that run mutants.
 */
import {
	PluginKind,
	commonTokens,
	declareFactoryPlugin,
	tokens,
} from '@stryker-mutator/api/plugin';
import { strykerPlugins as stockPlugins } from '@stryker-mutator/jest-runner';
import path from 'node:path';

const SEPARATOR = ' › ';
const ENGINE_TESTS = path.join('test', 'engine', path.sep);

class JestCovering {
	constructor(stock) {
		this.stock = stock;
		this.testFiles = undefined;
		const { jestTestAdapter } = stock;
		const run = jestTestAdapter.run.bind(jestTestAdapter);
		jestTestAdapter.run = async (settings) =>
			await run({ ...settings, testFiles: this.testFiles ?? settings.testFiles });
	}

	async init() {
		await this.stock.init();
	}

	capabilities() {
		return this.stock.capabilities();
	}

	async dryRun(options) {
		const result = await this.stock.dryRun(options);
		if (result.status !== 'complete') return result;
		const idsByName = new Map();
		const tests = result.tests.map((test) => {
			const id = `${path.relative(process.cwd(), test.fileName)}${SEPARATOR}${test.name}`;
			idsByName.set(test.name, [...(idsByName.get(test.name) ?? []), id]);
			return { ...test, id };
		});
		const perTest = Object.fromEntries(
			Object.entries(result.mutantCoverage?.perTest ?? {}).flatMap(([name, coverage]) =>
				(idsByName.get(name) ?? []).map((id) => [id, coverage]),
			),
		);
		const mutantCoverage = { ...result.mutantCoverage, perTest: unitTestsFirst(perTest) };
		return { ...result, tests, mutantCoverage };
	}

	/** File by file, as jest cannot stop between files either. */
	async mutantRun(options) {
		// Without a filter (code that runs while a module is loaded), jest looks for the related files itself.
		this.testFiles = undefined;
		if (!options.testFilter) return await this.stock.mutantRun(options);
		let nrOfTests = 0;
		for (const [file, names] of namesByFile(options)) {
			this.testFiles = [path.resolve(file)];
			const result = await this.stock.mutantRun({ ...options, testFilter: names });
			nrOfTests += result.nrOfTests ?? 0;
			if (result.status === 'killed') {
				const killedBy = result.killedBy.map((name) => `${file}${SEPARATOR}${name}`);
				return { ...result, killedBy, nrOfTests };
			}
			if (result.status !== 'survived') return result;
		}
		return { status: 'survived', nrOfTests };
	}
}

/** An engine test takes seconds: it is asked only of what no unit test reaches. */
function unitTestsFirst(perTest) {
	const isEngineTest = (id) => id.startsWith(ENGINE_TESTS);
	const unitTests = Object.entries(perTest).filter(([id]) => !isEngineTest(id));
	const reached = new Set(unitTests.flatMap(([, coverage]) => Object.keys(coverage)));
	const notReached = ([mutant]) => !reached.has(mutant);
	return Object.fromEntries(
		Object.entries(perTest).map(([id, coverage]) => [
			id,
			isEngineTest(id) ? Object.fromEntries(Object.entries(coverage).filter(notReached)) : coverage,
		]),
	);
}

/** The covering tests' names by file, the file's own tests first: most likely they notice. */
function namesByFile({ sandboxFileName, testFilter }) {
	const files = new Map();
	for (const id of testFilter) {
		const end = id.indexOf(SEPARATOR);
		const file = id.slice(0, end);
		files.set(file, [...(files.get(file) ?? []), id.slice(end + SEPARATOR.length)]);
	}
	const own = `/${path.basename(sandboxFileName, '.ts')}.test.ts`;
	return [...files].sort(([a], [b]) => Number(b.endsWith(own)) - Number(a.endsWith(own)));
}

function jestCovering(injector) {
	const [{ factory }] = stockPlugins;
	return new JestCovering(injector.injectFunction(factory));
}
jestCovering.inject = tokens(commonTokens.injector);

export const strykerPlugins = [
	declareFactoryPlugin(PluginKind.TestRunner, 'jest-covering', jestCovering),
];
