const path = require('node:path');
const { projects, testTimeout, globalSetup, globalTeardown } = require('../../jest.config.js');

const [unit] = projects;

/** The unit tests of nodes/ and credentials/, without those that start programs, test the test server, or measure time. */
module.exports = {
	...unit,
	testTimeout,
	globalSetup,
	globalTeardown,
	testEnvironment: path.join(__dirname, 'failFastEnvironment.cjs'),
	testPathIgnorePatterns: [
		'<rootDir>/test/unit/(docs|pictures|texts|scripts|server|shared/hostileText)',
	],
};
