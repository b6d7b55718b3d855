/**
 * Mutation testing (https://stryker-mutator.io): does a test fail when a line is changed? By the unit tests, and by
 * engine tests where no unit test comes.
 */
export default {
	testRunner: 'jest-covering',
	plugins: ['@stryker-mutator/jest-runner', './test/mutation/jestCovering.mjs'],
	jest: { configFile: 'test/mutation/jest.config.cjs' },
	coverageAnalysis: 'perTest',
	mutate: ['{nodes,credentials}/**/*.ts'],
	ignoreStatic: true,
	incremental: true,
	incrementalFile: '.tmp/mutation/incremental.json',
	inPlace: false,
	ignorePatterns: ['dist', 'dist-*', 'coverage', 'docs/pictures', '.tmp', 'bench'],
	tempDirName: '.tmp/mutation/sandbox',
	reporters: ['clear-text', 'html', 'json'],
	htmlReporter: { fileName: '.tmp/mutation/report.html' },
	jsonReporter: { fileName: '.tmp/mutation/report.json' },
	thresholds: { high: 95, low: 92, break: null },
	timeoutMS: 10_000,
	dryRunTimeoutMinutes: 60,
	concurrency: 2,
};
