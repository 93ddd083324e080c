import { NodeOperationError, type INodeParameters } from 'n8n-workflow';
import { registrations } from '../../nodes/webhook/pay/registrations';
import { MERCHANT } from '../simulator/client';
import { logged, Scene } from '../webhook/pay/scene';
import { Hooks, PUBLIC } from './hooks';

const scene = Scene.forEachTest();

/** As the simulator calls them. */
const KINDS: Record<string, string> = { membercard: 'memberCard' };

const ALL = registrations.map(({ value }) => value);

beforeEach(async () => await scene.merchant({ partner: true }));

function hooks(registerUrls: string[], more: INodeParameters = {}, host?: string): Hooks {
	return new Hooks(scene.store, { registerUrls, ...more }, host);
}

/** Another system. */
const shop = (kinds: string[]) => new Hooks(scene.store, { registerUrls: kinds }, 'https://shop.example.com', 'of-the-shop');

/** What WeChat Pay has registered, by the names of our option. */
async function registered(): Promise<Record<string, { url: string; switch?: boolean }>> {
	const { merchants } = await scene.client.control('/state');
	const known = merchants.find(({ mchid }: { mchid: string }) => mchid === MERCHANT.mchid).registered;
	return Object.fromEntries(ALL.filter((kind) => known[KINDS[kind] ?? kind]).map((kind) => [kind, known[KINDS[kind] ?? kind]]));
}

/** The calls that change something. */
async function writes(): Promise<string[]> {
	const calls: Array<{ method: string; path: string }> = await scene.client.control('/calls');
	return calls.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
}

/** n8n 1.123 shows of a NodeOperationError the message alone, n8n 2.40 the description as well. */
async function problem(act: Promise<void>): Promise<NodeOperationError> {
	const error = await act.then(
		() => Promise.reject(new Error('nothing was refused')),
		(error: unknown) => error as NodeOperationError,
	);
	expect(error).toBeInstanceOf(NodeOperationError);
	expect(error.description).toBeFalsy();
	return error;
}

describe.each(registrations)('the URL for $what', ({ value, remove, path }) => {
	it('is registered when the workflow is published, and not again', async () => {
		const n8n = hooks([value]);
		await n8n.create('activate');
		expect(await registered()).toMatchObject({ [value]: { url: n8n.url } });
		expect(Object.keys(await registered())).toEqual([value]);
		expect(await writes()).toHaveLength(1);
		for (const mode of ['update', 'init', 'leadershipChange'] as const) await n8n.create(mode);
		// Whether coupons are switched on is not told: it is said again.
		expect(await writes()).toHaveLength(remove === 'switch' ? 4 : 1);
		expect(logged).toEqual([]);
	});

	it('is taken away when the workflow is deactivated, where WeChat Pay lets it', async () => {
		const n8n = hooks([value]);
		await n8n.create('activate');
		await n8n.delete();
		const left = (await registered())[value];
		if (remove === 'DELETE') expect(left).toBeUndefined();
		if (remove === 'switch') expect(left).toMatchObject({ url: n8n.url, switch: false });
		if (remove) expect(logged).toEqual([]);
		else {
			expect(left).toMatchObject({ url: n8n.url });
			expect(logged).toEqual([expect.stringMatching(/^warn .*the URL for .* is still registered\. .*no way to remove it/)]);
		}
		await n8n.create('activate');
		expect((await registered())[value]).toMatchObject({ url: n8n.url, ...(remove === 'switch' && { switch: true }) });
	});

	it('of somebody else: refused, with its address, unless it is to be replaced; deactivating leaves it alone', async () => {
		const other = shop([value]);
		await other.create('activate');
		const before = await writes();
		const n8n = hooks([value]);
		const { message } = await problem(n8n.create('activate'));
		expect(message).toMatch(new RegExp(`^WeChat Pay reports [a-z ]+ to ${other.url} already: switch on the option “Replace Another URL”`));
		await n8n.delete();
		expect(await registered()).toMatchObject({ [value]: { url: other.url } });
		expect(await writes()).toEqual(before);
		await hooks([value], { overwriteUrl: true }).create('activate');
		expect(await registered()).toMatchObject({ [value]: { url: n8n.url } });
		expect(path).toMatch(/^\/v3\//);
	});

	it('of the same workflow, before n8n was moved to another domain, is replaced without asking, when n8n starts too', async () => {
		for (const mode of ['activate', 'init'] as const) {
			await hooks([value], { overwriteUrl: true }, 'https://old.example.com').create('activate');
			const n8n = hooks([value]);
			await n8n.create(mode);
			expect(await registered()).toMatchObject({ [value]: { url: n8n.url } });
		}
		expect(logged).toEqual([]);
	});

	it('is not touched by a test run', async () => {
		const n8n = hooks([value]);
		await n8n.create('manual');
		await n8n.delete(true);
		expect(await registered()).toEqual({});
		await n8n.create('activate');
		await n8n.create('manual');
		await n8n.delete(true);
		expect(await registered()).toMatchObject({ [value]: { url: n8n.url } });
		expect(logged).toEqual([]);
	});

	it('WeChat Pay’s no comes with what to do about it', async () => {
		await scene.client.control('/faults', { path, status: 403, code: 'NO_AUTH', message: '商户号没有权限' });
		const error = await problem(hooks([value]).create('activate'));
		expect(error.message).toMatch(/^The URL for [a-z ]+ could not be registered: WeChat Pay says 商户号没有权限 \(NO_AUTH\)\. The merchant may not do this: activate the product/);
		expect(error.message).not.toContain(scene.apiV3Key);
	});
});

describe('URLs that register themselves', () => {
	it('all of them at once, and none that was not chosen', async () => {
		await hooks(ALL).create('activate');
		expect(Object.keys(await registered()).sort()).toEqual([...ALL].sort());
		await scene.client.control('/reset', {});
		await scene.merchant({ partner: true });
		await hooks([]).create('activate');
		expect(await registered()).toEqual({});
	});

	it('violations of a merchant that is no partner are refused by WeChat Pay', async () => {
		await scene.merchant({ partner: false });
		const { message } = await problem(hooks(['violation']).create('activate'));
		expect(message).toMatch(/^The URL for violations could not be registered: WeChat Pay says /);
	});

	it('at n8n’s start a URL that cannot be registered stops nothing: it is in the log', async () => {
		await shop(['complaint']).create('activate');
		await hooks(['complaint', 'violation']).create('init');
		expect(logged).toEqual([expect.stringMatching(/^error .*the URL for complaints could not be registered\. WeChat Pay reports complaints to https:\/\/shop/)]);
		expect(await registered()).toMatchObject({ violation: { url: `${PUBLIC}/webhook/lotus/webhook` } });
	});

	it('at n8n’s start each is tried once, side by side', async () => {
		for (const { path } of registrations) await scene.client.control('/faults', { path, hang: 1500, status: 500, code: 'SYSTEM_ERROR', times: 9 });
		const before = (await scene.client.control('/calls')).length;
		const began = Date.now();
		await hooks(ALL).create('init');
		expect(Date.now() - began).toBeLessThan(4000);
		expect((await scene.client.control('/calls')).length - before).toBe(ALL.length);
		expect(logged).toHaveLength(ALL.length);
		for (const line of logged) expect(line).toMatch(/^error .*could not be registered\. WeChat/);
		await scene.client.control('/faults', undefined, 'DELETE');
	}, 30_000);

	it('when WeChat Pay cannot be reached, publishing says so; deactivating goes on', async () => {
		const n8n = hooks(['complaint']);
		await n8n.create('activate');
		await scene.client.control('/faults', { path: '/v3/merchant-service/complaint-notifications', drop: true, times: 20 });
		expect((await problem(n8n.create('activate'))).message).toMatch(/^The URL for complaints could not be registered: WeChat Pay could not be reached/);
		await n8n.delete();
		expect(logged).toEqual([expect.stringMatching(/^warn .*the URL for complaints could not be removed\. WeChat Pay could not be reached/)]);
		await scene.client.control('/faults', undefined, 'DELETE');
	}, 30_000);

	it('an answer that got lost on the way: what was carried out counts', async () => {
		await scene.client.control('/faults', { path: '/v3/merchant-service/complaint-notifications', skip: 1, times: 1, badSignature: true });
		const n8n = hooks(['complaint']);
		await n8n.create('activate');
		expect(await registered()).toMatchObject({ complaint: { url: n8n.url } });
	}, 30_000);

	it('what is told to a registered URL arrives', async () => {
		const n8n = await scene.n8n({ events: ['COMPLAINT.CREATE'] });
		const url = new URL(n8n.url);
		await new Hooks(scene.store, { registerUrls: ['complaint'], allowLocalUrl: true }, url.origin).create('activate');
		const { complaint } = await registered();
		expect(complaint.url).toBe(`${url.origin}/webhook/lotus/webhook`);
		const openid = await scene.client.follower();
		const { complaint_id } = await scene.client.control('/complaints', { openid, text: 'The tea was cold' });
		expect(n8n.items).toMatchObject([{ event: 'COMPLAINT.CREATE', complaint_id, action_type: 'CREATE_COMPLAINT' }]);
	});
});

describe('a workflow that WeChat Pay could not reach', () => {
	it.each([
		['http://localhost:5678', /WeChat cannot reach localhost:5678/],
		['http://192.168.1.5', /WeChat cannot reach 192\.168\.1\.5/],
		['http://n8n.example.com', /WeChat Pay calls https:\/\/ only/],
	])('%s cannot be published, unless that is wanted', async (host, reason) => {
		expect((await problem(hooks([], {}, host).create('activate'))).message).toMatch(reason);
		await hooks([], { allowLocalUrl: true }, host).create('activate');
	});

	it('starts with n8n all the same, and runs as a test', async () => {
		for (const mode of ['init', 'manual'] as const) await hooks([], {}, 'http://localhost:5678').create(mode);
	});

	it('registers nothing', async () => {
		await problem(hooks(['complaint'], {}, 'http://localhost:5678').create('activate'));
		expect(await registered()).toEqual({});
	});
});
