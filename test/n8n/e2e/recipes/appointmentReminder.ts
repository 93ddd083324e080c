import { eventually } from '../eventually';
import { errorOf, good, jsonOf, type Json } from '../outcome';
import type { Row, TableSpec } from '../../privateN8n/dataTables';
import { submitForm } from './form';
import { withOpenChat } from './openChat';
import type { Recipe } from './recipe';
import type { Stage } from './stage';

const COLUMNS = ['booking', 'openid', 'name', 'service', 'day', 'time', 'reminder', 'survey', 'answer', 'comment'];
const APPOINTMENTS: TableSpec = { name: 'Appointments', columns: Object.fromEntries(COLUMNS.map((column) => [column, 'string'])) };

/** The date in Beijing so many days from now. */
const day = (days: number): string => new Date(Date.now() + 8 * 3600_000 + days * 86_400_000).toISOString().slice(0, 10);

const rows = async ({ n8n }: Stage, where: Json): Promise<Row[]> => await n8n.tables.rows(APPOINTMENTS.name, where);
const write = async ({ wechat }: Stage, openid: string, Content: string, more: Json = {}): Promise<Json> =>
	await wechat.control('/push', { openid, MsgType: 'text', Content, ...more });

/** An appointment that stands in the table already. */
async function appointment(stage: Stage, openid: string, values: Json): Promise<string> {
	const booking = `b${Math.random().toString(36).slice(2)}`;
	const usual = { name: 'Li Lei', service: 'Tea tasting', time: '14:00', reminder: 'sent', survey: 'due' };
	await stage.n8n.tables.insert(APPOINTMENTS.name, [{ booking, openid, ...usual, ...values }]);
	return booking;
}
const stateOf = async (stage: Stage, booking: string): Promise<Row> => (await rows(stage, { booking }))[0];

/** The address in a text that somebody got. */
const linkIn = (text: unknown): string => /href="([^"]+)"/.exec(String(text))![1];

/** Somebody fills in the form behind a link, whose number goes into the hidden field. */
const submit = async (link: string, values: string[]): Promise<void> => await submitForm(link, [...values, new URL(link).searchParams.get('booking')!]);

export const appointmentReminder: Recipe = {
	name: 'appointment-reminder',
	tables: [APPOINTMENTS],
	async fillIn(stage) {
		const { template_id } = await stage.wechat.post('/cgi-bin/template/api_add_template', {
			...{ template_id_short: '51888', keyword_name_list: ['预约人', '预约项目', '预约日期', '预约时间'] },
		});
		for (const node of ['Remind', 'Ask How It Was']) await stage.change(node, ({ parameters }) => (parameters.template_id.value = template_id));
	},
	check(stage) {
		beforeEach(async () => await stage.n8n.tables.clear(APPOINTMENTS.name));

		/** Writes 预约, and reads the link in the answer. */
		async function ask(openid: string, content = '我要预约'): Promise<string> {
			const { outcome, reply } = await write(stage, openid, content);
			expect(outcome).toBe('reply');
			return linkIn(reply?.Content);
		}

		it('who asks gets a link of their own, with a random number, by word or by menu; asking again gives the same', async () => {
			const [openid, other] = [await stage.wechat.follower(), await stage.wechat.follower()];
			const link = await ask(openid);
			expect(link).toMatch(new RegExp(`^${stage.n8n.url}/form/wechat-appointment\\?booking=[0-9a-f]{16}$`));
			expect(await ask(openid, 'an appointment please')).toBe(link);
			const { reply } = await stage.wechat.control('/push', { openid: other, MsgType: 'event', Event: 'CLICK', EventKey: 'BOOK' });
			expect(linkIn(reply?.Content)).not.toBe(link);
			expect(await rows(stage, {})).toMatchObject([{ openid, day: null }, { openid: other, day: null }]);
		});

		it('what stands in the form is booked and confirmed, once', async () => {
			const openid = await stage.wechat.follower();
			const link = await ask(openid);
			await stage.triggered(async () => await submit(link, ['Li Lei', 'Tea tasting', day(3), '14:00']));
			await stage.triggered(async () => await submit(link, ['Han Meimei', 'Tea ceremony lesson', day(4), '15:00']));
			expect(await rows(stage, { openid })).toMatchObject([
				{ name: 'Li Lei', service: 'Tea tasting', day: day(3), time: '14:00', reminder: 'due', survey: 'due' },
			]);
			expect((await stage.texts(openid)).slice(1)).toEqual([`Booked: Tea tasting on ${day(3)} at 14:00. We will remind you the day before.`]);
			expect(await ask(openid)).not.toBe(link);
		});

		it('a day that is over is not booked, and the link stays good', async () => {
			const openid = await stage.wechat.follower();
			const link = await ask(openid);
			await stage.triggered(async () => await submit(link, ['Li Lei', 'Tea tasting', day(-1), '14:00']));
			expect((await stage.texts(openid)).at(-1)).toBe(`${day(-1)} 14:00 is over: please choose another day by the same link.`);
			await stage.triggered(async () => await submit(link, ['Li Lei', 'Tea tasting', day(1), '14:00']));
			expect(await rows(stage, { openid })).toMatchObject([{ day: day(1) }]);
		});

		it('an invented number books nothing', async () => {
			const link = await ask(await stage.wechat.follower());
			await stage.triggered(async () => await submit(link.replace(/booking=.*/, 'booking=0000'), ['Li Lei', 'Tea tasting', day(3), '14:00']));
			expect(await rows(stage, { day: day(3) })).toEqual([]);
		});

		it('the day before, everybody is reminded once: in the chat, by template message, or not if they have left', async () => {
			const [inChat, later, gone, done, past] = [
				await withOpenChat(stage),
				await stage.wechat.follower(),
				await stage.wechat.follower({ subscribed: false }),
				await withOpenChat(stage),
				await withOpenChat(stage),
			];
			const tomorrow = { day: day(1), reminder: 'due' };
			const due = await Promise.all([inChat, later, gone].map(async (openid) => await appointment(stage, openid, tomorrow)));
			await appointment(stage, done, { day: day(1) });
			await appointment(stage, past, { day: day(0), reminder: 'due' });
			await appointment(stage, past, { day: day(2), reminder: 'due' });

			good(await stage.run('Remind Now'));
			good(await stage.run('Remind Now'));
			const words = 'See you tomorrow at 14:00: Tea tasting, Lotus Tea, 12 Lake Road. Not coming? Please write to us here.';
			expect(await stage.phone(inChat)).toMatchObject([{ via: 'customer_service', content: { content: words } }]);
			const date = day(1).replace(/(\d+)-0?(\d+)-0?(\d+)/, '$1年$2月$3日');
			expect(await stage.phone(later)).toMatchObject([
				{ via: 'template', content: { content: `预约人:Li Lei\n预约项目:Tea tasting\n预约日期:${date}\n预约时间:14:00` } },
			]);
			expect(await Promise.all([gone, done, past].map(stage.phone))).toEqual([[], [], []]);
			expect((await Promise.all(due.map(async (one) => await stateOf(stage, one)))).map(({ reminder }) => reminder)).toEqual([
				...['sent', 'sent', expect.stringMatching(/^refused: .*follow/)],
			]);
		});

		it('when two runs meet, nobody is reminded twice', async () => {
			const openids = await Promise.all([1, 2, 3, 4, 5, 6].map(async () => await withOpenChat(stage)));
			for (const openid of openids) await appointment(stage, openid, { day: day(1), reminder: 'due' });
			const runs = await Promise.all([1, 2, 3].map(async () => await stage.run('Remind Now')));
			runs.forEach(good);
			expect((await Promise.all(openids.map(stage.texts))).map((texts) => texts.length)).toEqual(openids.map(() => 1));
		});

		it('what reached nobody is due again, what may have arrived is not; either way the execution is red', async () => {
			const booking = await appointment(stage, await withOpenChat(stage), { day: day(1), reminder: 'due' });
			const fault = async (what: Json) => await stage.wechat.control('/faults', { path: '/cgi-bin/message/custom/send', ...what });
			await fault({ errcode: 45011 });
			expect(errorOf(await stage.run('Remind Now'))).toMatch(/45011/);
			expect(await stateOf(stage, booking)).toMatchObject({ reminder: 'due' });
			await fault({ drop: true });
			expect(errorOf(await stage.run('Remind Now'))).toMatch(/may have arrived/);
			expect(await stateOf(stage, booking)).toMatchObject({ reminder: expect.stringMatching(/^failed: .*may have arrived/) });
			good(await stage.run('Remind Now'));
			await stage.wechat.control('/faults', {}, 'DELETE');
		});

		it('a refusal after a lost answer does not make it due again', async () => {
			const booking = await appointment(stage, await stage.wechat.follower(), { day: day(1), reminder: 'due' });
			const fault = async (what: Json) => await stage.wechat.control('/faults', { path: '/cgi-bin/message/template/send', ...what });
			await fault({ drop: true });
			await fault({ errcode: 43004 });
			expect(errorOf(await stage.run('Remind Now'))).toMatch(/43004.*may have arrived/);
			expect(await stateOf(stage, booking)).toMatchObject({ reminder: expect.stringMatching(/^failed: .*may have arrived/) });
		});

		it('a mistake in the node loses nobody: who was not reminded is due again', async () => {
			const booking = await appointment(stage, await stage.wechat.follower(), { day: day(1), reminder: 'due' });
			let template = '';
			await stage.change('Remind', ({ parameters }) => {
				template = parameters.template_id.value;
				parameters.template_id.value = '={{ "" }}';
			});
			expect(errorOf(await stage.run('Remind Now'))).toMatch(/“Template” is empty/);
			expect(await stateOf(stage, booking)).toMatchObject({ reminder: 'due' });
			await stage.change('Remind', ({ parameters }) => (parameters.template_id.value = template));
			good(await stage.run('Remind Now'));
			expect(await stateOf(stage, booking)).toMatchObject({ reminder: 'sent' });
		});

		it('a form without a number answers for nobody, though some in the table have none', async () => {
			const openid = await stage.wechat.follower();
			await stage.n8n.tables.insert(APPOINTMENTS.name, [{ openid, day: day(-1), survey: 'sent' }]);
			await stage.triggered(async () => await submitForm(`${stage.n8n.url}/form/wechat-survey`, ['["Not happy"]', '']));
			expect(await rows(stage, { openid })).toMatchObject([{ survey: 'sent', answer: null }]);
		});

		it('the day after, everybody is asked once; a tap on an answer is kept and thanked for', async () => {
			const [inChat, other] = [await withOpenChat(stage), await withOpenChat(stage)];
			const booking = await appointment(stage, inChat, { day: day(-1) });
			good(await stage.run('Ask Now'));
			good(await stage.run('Ask Now'));
			const [{ type, content }, ...more] = await stage.phone(inChat);
			expect([type, content.head_content, more]).toEqual(['msgmenu', 'Were you happy with your Tea tasting yesterday? Tap an answer:', []]);
			const tap = { bizmsgmenuid: content.list[2].id };

			await stage.triggered(async () => await write(stage, other, 'Not happy', tap));
			await stage.triggered(async () => await write(stage, inChat, 'Not happy'));
			expect(await stateOf(stage, booking)).toMatchObject({ survey: 'sent', answer: null });
			const { reply } = await write(stage, inChat, 'Not happy', tap);
			expect(reply?.Content).toMatch(/^We are sorry/);
			expect(await stateOf(stage, booking)).toMatchObject({ survey: 'answered', answer: 'Not happy' });
		});

		it('whose chat is closed gets a template message with a link to the same question', async () => {
			const openid = await stage.wechat.follower();
			const booking = await appointment(stage, openid, { day: day(-1) });
			const asked = await stage.run('Ask Now');
			expect(jsonOf(asked, 'Ask How It Was')).toMatchObject([{ channel: 'templateMessage', status: 'sent' }]);
			const [{ via, content }] = await stage.phone(openid);
			expect([via, content.url]).toEqual(['template', `${stage.n8n.url}/form/wechat-survey?booking=${booking}`]);
			await submit(content.url, ['["Very happy"]', 'More tea, please']);
			await eventually(async () => (await stateOf(stage, booking)).survey === 'answered');
			expect(await stateOf(stage, booking)).toMatchObject({ answer: 'Very happy', comment: 'More tea, please' });
		});

		it('with nothing to do it does nothing', async () => {
			const since = await stage.lastCall();
			good(await stage.run('Remind Now'));
			good(await stage.run('Ask Now'));
			expect(await stage.calls('/cgi-bin/message/custom/send', since)).toEqual([]);
		});
	},
};
