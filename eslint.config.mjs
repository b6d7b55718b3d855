/**
 * n8n's own lint set-up, rebuilt from its parts (what `n8n-node lint` of @n8n/node-cli runs),
 * plus the rules of this repository for its tests and scripts.
 */
import communityNodes from '@n8n/eslint-plugin-community-nodes';
import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const PUBLISHED = ['nodes/**/*.ts', 'credentials/**/*.ts'];

export default tseslint.config(
	{ ignores: ['dist', 'dist-*', 'coverage', 'node_modules', '**/*.js', '.tmp'] },
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	{
		files: ['**/*.ts'],
		extends: [
			js.configs.recommended,
			tseslint.configs.recommended,
			importX.configs['flat/recommended'],
			importX.configs['flat/typescript'],
		],
		settings: { 'import-x/resolver': { typescript: { project: 'test/tsconfig.json' } } },
		rules: {
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-explicit-any': 'error',
			'import-x/no-cycle': 'error',
			'import-x/no-unresolved': 'off',
			eqeqeq: ['error', 'always'],
			'no-undef': 'off',
		},
	},
	{
		files: ['test/**/*.ts'],
		// `fc.record(…)` is how fast-check's own documentation writes it.
		rules: { 'import-x/no-named-as-default-member': 'off' },
	},
	{
		files: [...PUBLISHED, 'package.json'],
		extends: [communityNodes.configs.recommended],
	},
	{
		files: PUBLISHED,
		rules: {
			'no-console': 'error',
			'max-lines-per-function': ['error', { max: 45, skipBlankLines: true, skipComments: true }],
			complexity: ['error', 12],
		},
	},
	{
		files: ['package.json'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: n8nNodesBase.configs.community.rules,
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			// Both as in @n8n/node-cli: the first asks for a page of n8n's own documentation, the second is done better
			// by @n8n/eslint-plugin-community-nodes.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			// All three as in @n8n/node-cli: they do not know NodeConnectionTypes, or forbid a maximum n8n supports.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
);
