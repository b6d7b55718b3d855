/**
 * Compiles the package's sources, which unit tests run, in the same way as `npm run build`, whose result all other tests
 * run. So the coverage of both is of the same code, and adds up.
 */
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { default: createCacheKeyFunction } = require('@jest/create-cache-key-function');
const ts = require('typescript');

const TSCONFIG = path.join(__dirname, '../tsconfig.json');
const { options } = ts.convertCompilerOptionsFromJson(require(TSCONFIG).compilerOptions, '.');

function compiled(source, fileName) {
	const { outputText, sourceMapText } = ts.transpileModule(source, {
		fileName,
		compilerOptions: options,
	});
	return { code: outputText, map: sourceMapText };
}

function built(source, fileName) {
	return { code: source, map: readFileSync(`${fileName}.map`, 'utf8') };
}

function transformed(source, fileName) {
	const { code, map } = fileName.endsWith('.ts')
		? compiled(source, fileName)
		: built(source, fileName);
	return { code, map: JSON.parse(map) };
}

module.exports = {
	process: transformed,
	getCacheKey: createCacheKeyFunction([__filename, TSCONFIG]),
};
