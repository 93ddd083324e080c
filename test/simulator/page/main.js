import { current, loadAccounts } from './account.js';
import { addCall, loadCalls } from './calls.js';
import { loadPhone, receive } from './phone.js';
import { listen } from './simulator.js';

async function load() {
	await loadAccounts(loadPhone);
	await loadPhone();
	await loadCalls();
}

listen({
	call: addCall,
	message: (message) => message.appid === current().appid && receive(message),
	state: load,
	again: load,
});
await load();
