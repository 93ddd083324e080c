import { config as n8n } from '@n8n/node-cli/eslint';
import js from '@eslint/js';
import { layers } from './scripts/layers.mjs';

const SHIPPED = ['nodes/**/*.ts', 'credentials/**/*.ts'];
const DEVELOPMENT = ['test/**/*.ts', 'scripts/**/*.ts', 'demo/**/*.ts'];

/** n8n's rules are about what runs inside n8n, and these files do not. */
const n8nRulesOff = Object.fromEntries(
	n8n
		.flatMap(({ rules }) => Object.keys(rules ?? {}))
		.filter((rule) => rule.startsWith('@n8n/') || rule.startsWith('n8n-nodes-base/'))
		.map((rule) => [rule, 'off']),
);

export default [
	{ ignores: ['coverage/', '.ci/results/', '.demo/'] },
	...n8n,
	...layers,
	{
		files: ['**/*.ts'],
		rules: { '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }] },
	},
	// n8n's scanner ignores comments that switch rules off, so they may not work here either.
	{ files: SHIPPED, linterOptions: { noInlineConfig: true } },
	{
		files: DEVELOPMENT,
		rules: {
			...n8nRulesOff,
			'no-console': 'off',
			// Answers of servers are looked at as they come, and numbers that lose digits are what JSON tests are about.
			'@typescript-eslint/no-explicit-any': 'off',
			'no-loss-of-precision': 'off',
		},
	},
	{
		files: ['**/*.{js,mjs}'],
		...js.configs.recommended,
		languageOptions: {
			globals: Object.fromEntries(
				['Buffer', 'URL', 'console', 'exports', 'module', 'process', 'require', 'setInterval', '__dirname'].map((name) => [name, 'readonly']),
			),
		},
	},
];
