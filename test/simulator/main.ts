import { credentialValues } from './control/accounts';
import { startSimulator } from './simulator';
import { readyAccounts } from './world/account';

/** `npm run simulator`: on PORT or a free port, until it is stopped. */
async function main(): Promise<void> {
	const simulator = await startSimulator({ port: Number(process.env.PORT ?? 0) });
	console.log(`\nA WeChat on this machine: ${simulator.url}/simulator`);
	for (const account of readyAccounts()) {
		console.log(`\n${account.name} (${account.type}), for the credential "WeChat API":`);
		for (const [name, value] of Object.entries(credentialValues(simulator.url, account)))
			console.log(`  ${name.padEnd(18)}${value}`);
	}
	console.log('\nStop with Ctrl+C.');
	const stop = () => void simulator.close().then(() => process.exit(0));
	process.on('SIGINT', stop).on('SIGTERM', stop);
}

void main();
