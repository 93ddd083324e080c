import { current, loadAccounts } from './account.js';
import { addCall, loadCalls } from './calls.js';
import { loadNotifications } from './notifications.js';
import { loadOrders } from './orders.js';
import { loadPhone, receive } from './phone.js';
import { listen } from './simulator.js';

async function load() {
	await loadAccounts(loadPhone);
	await loadPhone();
	await loadCalls();
	await loadPay();
}

let payLoading = Promise.resolve();

/** One load after the other: the last is the newest. */
async function loadPay() {
	const next = async () => {
		await loadOrders();
		await loadNotifications();
	};
	payLoading = payLoading.then(next, next);
	await payLoading;
}

listen({
	call: addCall,
	message: (message) => message.appid === current().appid && receive(message),
	state: load,
	pay: loadPay,
	again: load,
});
await load();
