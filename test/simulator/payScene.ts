import { Client, MERCHANT, SERVICE } from './client';
import { PayClient } from './payClient';
import { type Received, type Receiver, startReceiver } from './receiver';
import { startSimulator } from './simulator';

type Values = Record<string, any>;

/** A simulator with a shop, a customer and a notify_url that takes everything: new for each test. */
export interface PayScene {
	url: string;
	client: Client;
	pay: PayClient;
	receiver: Receiver;
	/** A follower of the service account. */
	openid: string;
	/** The body of an order, changed in part; `undefined` takes a parameter away. */
	order(more?: Values): Values;
	/** An order that was paid: its number. */
	paid(more?: Values): Promise<string>;
	/** The body of a refund of it. */
	refund(out_trade_no: string, more?: Values): Values;
	/** Waits until so many notifications came. */
	arrived(count: number): Promise<Received[]>;
}

/** Sets the scene before each test of a file. */
export function payScene(): PayScene {
	const scene = {} as PayScene;
	let simulator: Awaited<ReturnType<typeof startSimulator>>;
	let orders = 0;
	beforeAll(async () => {
		simulator = await startSimulator();
		scene.url = simulator.url;
	});
	afterAll(async () => await simulator.close());
	beforeEach(async () => {
		scene.client = new Client(simulator.url);
		scene.pay = new PayClient(simulator.url);
		await scene.client.control('/reset', {});
		await scene.client.control('/merchants', { mchid: MERCHANT.mchid, refundDelay: 0, pace: 0.001 });
		scene.receiver = await startReceiver();
		scene.receiver.answer(204);
		scene.openid = await scene.client.follower();
	});
	afterEach(async () => await scene.receiver.close());

	scene.order = (more = {}) => ({
		appid: SERVICE.appid,
		mchid: MERCHANT.mchid,
		description: 'Spring tea 春茶',
		out_trade_no: `LT2026-${++orders}`,
		notify_url: scene.receiver.url,
		amount: { total: 9900, currency: 'CNY' },
		payer: { openid: scene.openid },
		...more,
	});
	scene.paid = async (more) => {
		const { out_trade_no } = await scene.client.control('/orders', {
			...{ amount: 9900, notify_url: scene.receiver.url, openid: scene.openid },
			...more,
		});
		await scene.client.control('/pay', { out_trade_no });
		return out_trade_no;
	};
	scene.refund = (out_trade_no, more = {}) => ({
		out_trade_no,
		out_refund_no: `R${++orders}`,
		amount: { refund: 4000, total: 9900, currency: 'CNY' },
		notify_url: scene.receiver.url,
		...more,
	});
	scene.arrived = async (count) => {
		const { received } = scene.receiver;
		while (received.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
		return received;
	};
	return scene;
}
