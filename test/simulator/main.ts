import { credentialValues } from './control/accounts';
import { payCredential } from './control/pay/merchants';
import { startSimulator } from './simulator';
import { readyAccounts } from './world/account';
import { readyMerchants } from './world/pay/merchant';

/** `npm run simulator`: on PORT or a free port, with TLS=1 over HTTPS, until it is stopped. */
async function main(): Promise<void> {
	const simulator = await startSimulator({ port: Number(process.env.PORT ?? 0), tls: process.env.TLS === '1' });
	console.log(`\nA WeChat on this machine: ${simulator.url}/simulator`);
	for (const account of readyAccounts()) {
		console.log(`\n${account.name} (${account.type}), for the credential "WeChat API":`);
		print(credentialValues(simulator.url, account));
	}
	for (const merchant of readyMerchants()) {
		console.log(`\n${merchant.name} (merchant), for the credential "WeChat Pay API":`);
		print(payCredential(simulator.url, merchant));
	}
	console.log('\nStop with Ctrl+C.');
	const stop = () => void simulator.close().then(() => process.exit(0));
	process.on('SIGINT', stop).on('SIGTERM', stop);
}

/** Keys begin at the start of a line, so that they can be copied as they stand. */
function print(values: Record<string, string>): void {
	for (const [name, value] of Object.entries(values)) {
		console.log(`  ${name.padEnd(18)}${value.includes('\n') ? `\n${value.trim()}` : value}`);
	}
}

void main();
