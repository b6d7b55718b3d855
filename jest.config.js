const path = require('node:path');

/** Every test runs the built package: what is measured and covered is what gets published. */
const BUILT = { '^(?:\\.\\./)+(nodes|credentials)/(.*)$': '<rootDir>/dist/$1/$2' };

function project(name, extra = {}) {
	return {
		displayName: name,
		rootDir: __dirname,
		testEnvironment: 'node',
		testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
		moduleNameMapper: BUILT,
		setupFiles: ['<rootDir>/test/setup.ts'],
		transform: {
			'^.+\\.ts$': [
				'ts-jest',
				{ tsconfig: path.join(__dirname, 'test/tsconfig.json'), isolatedModules: true, diagnostics: false },
			],
		},
		modulePathIgnorePatterns: ['<rootDir>/.tmp'],
		...extra,
	};
}

module.exports = {
	projects: [project('unit'), project('engine'), project('e2e')],
	coverageProvider: 'v8',
	collectCoverageFrom: ['dist/{nodes,credentials}/**/*.js'],
	coverageReporters: ['text-summary', 'json-summary', 'lcov', ['text', { skipFull: true }]],
	coverageThreshold: { global: { lines: 100, branches: 95 } },
};
