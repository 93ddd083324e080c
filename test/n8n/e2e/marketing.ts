import { ours, workflow, type NodeSpec } from './workflows';

/** Flows as marketers build them with the Official Account and its customer service. */

/** Of LAN, who takes a customer first, and of HE, to whom they are handed over. */
export const [LAN, HE] = ['lan@lotustea', 'he@lotustea'];

/** Longer than one message may be, in Chinese and with paragraphs. */
export const LONG = Array.from({ length: 4 }, (_, index) => `${index + 1}. ${'今年的明前茶已经到店。'.repeat(25)}`).join('\n\n');

const account = (name: string, resource: string, operation: string, parameters: object = {}, to: string[] = []) =>
	ours(name, 'wechatOfficialAccount', { resource, operation, ...parameters }, to);
const service = (name: string, resource: string, operation: string, parameters: object = {}, to: string[] = []) =>
	ours(name, 'wechatCustomerService', { resource, operation, ...parameters }, to);
const trigger = (events: string[], to: string[]) => ours('WeChat Trigger', 'wechatTrigger', { events, respond: 'immediately' }, to);
const start = (...to: string[]): NodeSpec => ({ name: 'Start', type: 'n8n-nodes-base.manualTrigger', to });
const nothing = (name: string): NodeSpec => ({ name, type: 'n8n-nodes-base.noOp' });
const choose = (value: string, mode = 'id') => ({ __rl: true, mode, value });

const table = (name: string, operation: string, tableName: string, parameters: object = {}, to: string[] = []): NodeSpec => ({
	...{ name, type: 'n8n-nodes-base.dataTable', typeVersion: 1.1, to },
	parameters: { operation, dataTableId: choose(tableName, 'name'), ...parameters },
});
const mapped = { mappingMode: 'autoMapInputData', value: null, schema: [] };

/** A code for a poster, and the tag of those who will come by it. */
const makeCode = workflow('makeCode', [
	start('QR Code'),
	account('QR Code', 'qrCode', 'create', { source: 'spring-fair', campaign: 'tea 618', medium: 'poster', lifetime: 'permanent' }, ['Tag']),
	account('Tag', 'tag', 'create', { name: '={{ $json.campaign }}' }),
]);

const campaign = workflow('campaign', [
	trigger(['event.subscribe', 'event.scan'], ['Add Tag']),
	account('Add Tag', 'tag', 'addToFollowers', { tagid: choose('={{ $json.campaign }}', 'name'), openid_list: '={{ $json.openid }}' }, ['Welcome']),
	service('Welcome', 'message', 'send', {
		content: '=Welcome! You come from {{ $json.source }} by {{ $json.medium }}.',
		options: { is_ai_msg: true },
	}),
]);

/** The picture's address and the tester's credential are set by the test. */
const article = workflow('article', [
	start('Picture'),
	{
		...{ name: 'Picture', type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, to: ['Draft'] },
		parameters: { url: 'set by the test', options: { response: { response: { responseFormat: 'file' } } } },
	},
	account('Draft', 'article', 'create', { title: 'Spring tea', content: '<p>Picked last week</p>', additionalFields: { need_open_comment: true } }, ['Preview']),
	account('Preview', 'article', 'preview', { media_id: choose('={{ $json.media_id }}') }, ['Publish']),
	account('Publish', 'article', 'publish', { media_id: choose('={{ $json.media_id }}'), options: { wait: true } }),
]);
const published = workflow('published', [trigger(['event.publishjobfinish'], ['Nothing']), nothing('Nothing')]);
const comments = workflow('comments', [start('Comments'), account('Comments', 'comment', 'getAll', { msg_data_id: 'set by the test' })]);

/** The template is set by the test; the deliveries have columns like its fields. */
const notify = workflow('notify', [
	start('Deliveries'),
	table('Deliveries', 'get', 'Deliveries', { returnAll: true }, ['Notify']),
	{
		...account('Notify', 'templateMessage', 'send', {
			...{ recipient: 'openid', touser: '={{ $json.openid }}' },
			...{ template_id: choose('set by the test'), data: mapped },
		}),
		...{ to: ['Was It Sent?'], settings: { retryOnFail: true } },
	},
	{
		...{ name: 'Was It Sent?', type: 'n8n-nodes-base.if', typeVersion: 2, to: ['Told'], otherwise: ['Not Told'] },
		parameters: {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'strict' },
				conditions: [{ id: '1', leftValue: '={{ $json.status }}', rightValue: 'sent', operator: { type: 'string', operation: 'equals' } }],
				combinator: 'and',
			},
		},
	},
	nothing('Told'),
	nothing('Not Told'),
]);

const report = workflow('report', [
	start('Numbers'),
	account('Numbers', 'report', 'get', { report: 'followersChange', range: 'last7Days' }, ['Keep Them']),
	table('Keep Them', 'insert', 'Numbers', { columns: mapped }),
]);

/** Compares with those who followed when it ran last. */
const changes = workflow('changes', [
	start('Members'),
	table('Members', 'get', 'Members', { returnAll: true, filters: { conditions: [{ keyName: 'is_follower', condition: 'isTrue' }] } }, ['Who Changed?']),
	account('Who Changed?', 'follower', 'getChanges', {}, ['Write It Down']),
	table('Write It Down', 'upsert', 'Members', {
		filters: { conditions: [{ keyName: 'openid', condition: 'eq', keyValue: '={{ $json.openid }}' }] },
		columns: {
			...{ mappingMode: 'defineBelow', schema: [] },
			value: { openid: '={{ $json.openid }}', source: '={{ $json.source }}', is_follower: '={{ $json.is_follower }}' },
		},
	}),
]);

const staff = workflow('staff', [
	trigger(['message.text'], ['Open']),
	service('Open', 'conversation', 'open', { kf_account: choose(LAN) }, ['Answer']),
	service('Answer', 'message', 'send', { content: LONG }, ['Hand Over']),
	service('Hand Over', 'conversation', 'handOver', { kf_account: choose(HE) }, ['Records']),
	service('Records', 'chatRecord', 'getAll', { period: 'today', returnAll: true, additionalFields: { openid: '={{ $json.openid }}' } }),
]);

/** Who writes talks to an agent with these tools. */
function agent(id: string, ...tools: NodeSpec[]) {
	return workflow(id, [
		trigger(['message.text'], ['AI Agent']),
		{ name: 'AI Agent', type: '@n8n/n8n-nodes-langchain.agent', typeVersion: 3, parameters: { options: {} } },
		{
			...{ name: 'Model', type: '@n8n/n8n-nodes-langchain.lmChatOpenAi', typeVersion: 1.2 },
			parameters: { model: choose('stand-in'), options: {} },
			credentials: { openAiApi: { id: 'model', name: 'Model' } },
			...{ to: ['AI Agent'], as: 'ai_languageModel' },
		},
		...tools.map((node): NodeSpec => ({ ...node, type: `${node.type}Tool`, to: ['AI Agent'], as: 'ai_tool' })),
	]);
}
const said = (key: string) => `={{ $fromAI('${key}', '', 'string') }}`;
const dangerous = (more: object) => [
	account('Broadcast', 'broadcast', 'send', { audience: 'everyone', msgtype: 'text', content: said('words'), ...more }),
	account('Delete_Menu', 'menu', 'delete', { which: 'all', ...more }),
];
const daysAgo = (days: number) => `={{ $now.setZone("Asia/Shanghai").minus({ days: ${days} }).toISODate() }}`;
const helper = agent(
	'helper',
	account('Notify', 'templateMessage', 'send', {
		template_id: choose('set by the test'),
		data: { mappingMode: 'defineBelow', value: { thing1: said('product'), amount2: said('amount') }, schema: [] },
	}),
	account('QR_Code', 'qrCode', 'create', { source: said('source') }),
	// Not yesterday: at night WeChat has no numbers of it yet.
	account('Report', 'report', 'get', { report: 'followersChange', range: 'custom', begin_date: daysAgo(7), end_date: daysAgo(2) }),
);

/** Published at the start, as their triggers have to listen. */
export const listening = [campaign, published, staff, agent('guarded', ...dangerous({})), agent('allowed', ...dangerous({ intended: true })), helper];

/** Run by hand. */
export const byHand = [makeCode, article, comments, notify, report, changes].map((one) => ({ ...one, active: false }));
