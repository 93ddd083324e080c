/** `npm run test:e2e`: the packed package in a real n8n. Arguments go to jest. */
import { installN8n } from '../test/n8n/privateN8n/install';
import { packedTarball } from '../test/n8n/privateN8n/tarball';
import { VARIANTS } from '../test/n8n/privateN8n/versions';
import { jest } from './stages';

async function main(): Promise<number> {
	try {
		await packedTarball(console.log);
		for (const variant of VARIANTS) await installN8n(variant, console.log);
	} catch (error) {
		console.error((error as Error).message);
		return 1;
	}
	// A failed test may have left something open that would keep jest from ending.
	const passed = await jest('e2e', '--config', 'jest.e2e.config.js', '--runInBand', '--forceExit', ...process.argv.slice(2));
	return passed ? 0 : 1;
}

void main().then((code) => process.exit(code));
