const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, parallel, series, src } = require('gulp');
const { bundleLibraries } = require('./scripts/bundle.js');

const clean = () => rm('dist', { recursive: true, force: true });

/** tsc has said by itself what is wrong, so gulp need not add its stack. */
function compile(done) {
	const tsc = spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.json'], { stdio: 'inherit' });
	tsc.on('close', (code) => {
		done(code === 0 ? null : Object.assign(new Error('tsc found what stands above: correct it and build again.'), { showStack: false }));
	});
}

/** What n8n reads beside the code: icons, codex files, schemas of outputs, data. */
const assets = () =>
	src(['icons/**/*.svg', 'nodes/**/*.json'], { base: '.', encoding: false }).pipe(dest('dist'));

const bundle = () => bundleLibraries(require('./scripts/bundles.json'));

exports.clean = clean;
exports.build = series(clean, compile, parallel(bundle, assets));
