const { availableParallelism } = require('node:os');

/** All but the unit tests run the built package: what they measure and cover is what gets published. */
const BUILT = {
	// Without extension: packages such as yaml have a `../nodes/….js` of their own.
	'^(?:\\.\\./){2,}(nodes|credentials)/((?!.*\\.js$).*?)(?:\\.ts)?$': '<rootDir>/dist/$1/$2',
};

const ROOT = __dirname.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
/** The sources and the built files of the package. */
const PACKAGE = `^${ROOT}[\\\\/](?:dist[\\\\/])?(?:nodes|credentials)[\\\\/].+\\.(?:ts|js)$`;

/** Only ES modules, which jest cannot load as they are: one of openapi-backend's, the others of older n8n engines'. */
const ES_MODULES =
	'(?:@apidevtools/json-schema-ref-parser|p-retry|is-network-error|p-queue|p-timeout)/';

/** Set by `npm run test:versions`: a folder with another version of n8n's engine, which then takes the place of ours. */
const { ENGINE_FOLDER } = process.env;
const OTHER_ENGINE = ENGINE_FOLDER
	? { '^(n8n-core|n8n-workflow|@n8n/di|@n8n/backend-common)$': `${ENGINE_FOLDER}/node_modules/$1` }
	: {};

/** TypeScript and ES modules to CommonJS for the Node.js that runs. Types are `npm run typecheck`'s. */
const SWC = [
	'@swc/jest',
	{
		jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
		module: { type: 'commonjs' },
		sourceMaps: true,
	},
];

function project(name, moduleNameMapper, more = {}) {
	return {
		displayName: name,
		rootDir: __dirname,
		testEnvironment: 'node',
		testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
		moduleNameMapper: { ...moduleNameMapper, ...OTHER_ENGINE },
		...more,
		setupFiles: ['<rootDir>/test/setup.ts', ...(more.setupFiles ?? [])],
		transform: {
			[PACKAGE]: '<rootDir>/test/packageTransform.cjs',
			'^.+\\.ts$': SWC,
			[`/node_modules/${ES_MODULES}.+\\.js$`]: SWC,
		},
		transformIgnorePatterns: [`/node_modules/(?!${ES_MODULES})`],
		modulePathIgnorePatterns: ['<rootDir>/.tmp', '<rootDir>/dist-'],
	};
}

module.exports = {
	// Generous: a shared machine may be ten times slower than it is alone.
	testTimeout: 60_000,
	globalSetup: '<rootDir>/test/globalSetup.ts',
	globalTeardown: '<rootDir>/test/globalTeardown.ts',
	projects: [
		project('unit'),
		project('engine', BUILT, {
			setupFiles: ['<rootDir>/test/engine/support/setup.ts'],
			setupFilesAfterEnv: ['<rootDir>/test/engine/support/freshAccounts.ts'],
		}),
		project('e2e', BUILT, { globalSetup: '<rootDir>/scripts/n8n/setUp.ts' }),
		project('queue', BUILT, { globalSetup: '<rootDir>/scripts/n8n/setUp.ts' }),
	],
	// Engine tests mostly wait: for servers that hang, and for timeouts.
	maxWorkers: 2 * availableParallelism(),
	coverageProvider: 'babel',
	// The sources, which unit tests run, and the built files, whose source maps lead back to them: one sum over both.
	collectCoverageFrom: [
		'{nodes,credentials}/**/*.ts',
		'dist/{nodes,credentials}/**/*.js',
		// Modules of types alone have no code that could run.
		'!{,dist/}nodes/shared/service.{ts,js}',
	],
	coverageReporters: ['text-summary', 'json-summary', 'lcov', ['text', { skipFull: true }]],
	coverageThreshold: { global: { lines: 100, branches: 96 } },
};
