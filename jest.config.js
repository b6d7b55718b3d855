const path = require('node:path');

/** Every test runs the built package: what is measured and covered is what gets published. */
const BUILT = {
	// Without extension: packages such as yaml have a `../nodes/….js` of their own.
	'^(?:\\.\\./){2,}(nodes|credentials)/((?!.*\\.js$).*)$': '<rootDir>/dist/$1/$2',
};

/** Only ES modules, which jest cannot load as they are: one of openapi-backend's, the others of older n8n engines'. */
const ES_MODULES =
	'(?:@apidevtools/json-schema-ref-parser|p-retry|is-network-error|p-queue|p-timeout)/';

/** Set by `npm run test:versions`: a folder with another version of n8n's engine, which then takes the place of ours. */
const { ENGINE_FOLDER } = process.env;
const OTHER_ENGINE = ENGINE_FOLDER
	? { '^(n8n-core|n8n-workflow|@n8n/di|@n8n/backend-common)$': `${ENGINE_FOLDER}/node_modules/$1` }
	: {};

function project(name, extra = {}) {
	return {
		displayName: name,
		rootDir: __dirname,
		testEnvironment: 'node',
		testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
		moduleNameMapper: { ...BUILT, ...OTHER_ENGINE },
		setupFiles: ['<rootDir>/test/setup.ts'],
		transform: {
			'^.+\\.ts$': [
				'ts-jest',
				{
					tsconfig: path.join(__dirname, 'test/tsconfig.json'),
					diagnostics: false,
				},
			],
			[`/node_modules/${ES_MODULES}.+\\.js$`]: [
				'ts-jest',
				{ tsconfig: { allowJs: true, module: 'commonjs', target: 'es2022' }, diagnostics: false },
			],
		},
		transformIgnorePatterns: [`/node_modules/(?!${ES_MODULES})`],
		modulePathIgnorePatterns: ['<rootDir>/.tmp', '<rootDir>/dist-'],
		...extra,
	};
}

module.exports = {
	// Generous: a shared machine may be ten times slower than it is alone.
	testTimeout: 60_000,
	globalSetup: '<rootDir>/test/globalSetup.ts',
	globalTeardown: '<rootDir>/test/globalTeardown.ts',
	projects: [project('unit'), project('engine'), project('e2e'), project('queue')],
	// Many tests wait for slow servers; with the default, two cores would run one file at a time.
	maxWorkers: '100%',
	coverageProvider: 'v8',
	// Modules of types alone have no code that could run.
	collectCoverageFrom: ['dist/{nodes,credentials}/**/*.js', '!dist/nodes/shared/{sent,service}.js'],
	coverageReporters: ['text-summary', 'json-summary', 'lcov', ['text', { skipFull: true }]],
	coverageThreshold: { global: { lines: 100, branches: 95 } },
};
