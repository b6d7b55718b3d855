const path = require('node:path');
const { projects, testTimeout, globalSetup, globalTeardown } = require('../../jest.config.js');

const [unit, engine] = projects;

/**
 * The unit tests of nodes/ and credentials/, without those that start programs, test the test server, or measure time;
 * and for what only n8n calls, those engine tests that call it, here on the sources.
 */
module.exports = {
	...unit,
	testTimeout,
	globalSetup,
	globalTeardown,
	testEnvironment: path.join(__dirname, 'failFastEnvironment.cjs'),
	testMatch: [
		...unit.testMatch,
		'<rootDir>/test/engine/(commerceEngine|connection|expressions|insighto|operationsLists|operationsUsers|order|output).test.ts',
	],
	testPathIgnorePatterns: [
		'<rootDir>/test/unit/(docs|pictures|texts|scripts|server|shared/hostileText)',
	],
	moduleNameMapper: {
		...unit.moduleNameMapper,
		'^.*/dist/((?:nodes|credentials)/.*)\\.js$': '<rootDir>/$1.ts',
	},
	setupFilesAfterEnv: [path.join(__dirname, 'engineTests.ts')],
};
