import { element } from './simulator.js';

const TICKET = 'gQH47joAAAAAAAAAASxodHRwOi8vd2VpeGluLnFxLmNvbS9xL2taZ2Z3TVRtNzJXV1Brb3ZhYmJJAAIEZ23sUwMEmm3sUw==';
const event = (Event, more = {}) => ({ MsgType: 'event', Event, ...more });

/** What the customer can do besides writing. */
export function actsOf({ type }, person, phone) {
	const following = Boolean(person?.subscribed);
	const acts = type === 'miniProgram' ? miniProgramActs(phone) : officialAccountActs(phone, following);
	return acts.map(([label, act, off]) =>
		element('button', { type: 'button', onclick: act, disabled: off && 'disabled' }, label),
	);
}

function officialAccountActs({ push, askFor, pickImage }, following) {
	return [
		['Follow', async () => await push(event('subscribe', { EventKey: '' })), following],
		['Unfollow', async () => await push(event('unsubscribe', { EventKey: '' })), !following],
		[
			'Scan QR…',
			() => askFor('Scene of the QR code, e.g. poster-7', async (scene) => await push(scan(scene, following))),
		],
		[
			'Tap menu…',
			() =>
				askFor('Key of the menu button, e.g. coupons', async (EventKey) => await push(event('CLICK', { EventKey }))),
			!following,
		],
		['Send image…', pickImage],
	];
}

function miniProgramActs({ push, pickImage }) {
	return [
		['Open the chat', async () => await push(event('user_enter_tempsession', { SessionFrom: 'order page' }))],
		['Send image…', pickImage],
	];
}

/** Who does not follow yet follows by scanning. */
function scan(scene, following) {
	if (following) return event('SCAN', { EventKey: scene, Ticket: TICKET });
	return event('subscribe', { EventKey: `qrscene_${scene}`, Ticket: TICKET });
}
