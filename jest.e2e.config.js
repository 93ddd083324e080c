const base = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/n8n/e2e/**/*.e2e.test.ts'],
	testPathIgnorePatterns: ['/node_modules/'],
	// Every file starts an n8n, which takes all of a small machine.
	maxWorkers: 1,
	testTimeout: 300_000,
};
