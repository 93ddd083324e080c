/** One thing that WeChat wants to know about a transfer of this scene. */
export interface ReportField {
	/** `info_type`, as WeChat wants it written. */
	type: string;
	/** The field in the form; stored in workflows. */
	field: string;
	label: string;
	example: string;
}

/** What a transfer may be for (转账场景): what must be reported, and what the customer may read as the reason. */
export interface TransferScene {
	id: string;
	label: string;
	/** Each exactly once, in this order. */
	report: ReportField[];
	/** In WeChat's own words, with the English. When none is sent WeChat Pay takes the one that it has for the scene. */
	reasons: Array<[words: string, label: string]>;
}

/** The scenes (wechat-pay.md §3.6), by label. What the merchant may use is shown at pay.weixin.qq.com. */
export const TRANSFER_SCENES: TransferScene[] = [
	{
		id: '1002',
		label: 'Administrative Subsidy (行政补贴)',
		report: [{ type: '补贴类型', field: 'reportSubsidyType', label: 'Type of Subsidy', example: '购车补贴' }],
		reasons: [
			['行政补贴', 'Subsidy'],
			['行政奖励', 'Award'],
		],
	},
	{
		id: '1000',
		label: 'Cash Marketing (现金营销)',
		report: [
			{ type: '活动名称', field: 'reportActivityName', label: 'Name of the Campaign', example: '新会员有礼' },
			{ type: '奖励说明', field: 'reportReward', label: 'What the Reward Is For', example: '注册会员抽奖一等奖' },
		],
		reasons: [
			['现金奖励', 'Cash Reward'],
			['活动奖励', 'Campaign Reward'],
		],
	},
	{
		id: '1013',
		label: 'Charity (公益补助)',
		report: [
			{ type: '公益活动名称', field: 'reportCharityName', label: 'Name of the Charity Event', example: '在民政部的备案名称' },
			{ type: '公益活动备案编号', field: 'reportCharityNumber', label: 'Record Number of the Charity Event', example: '在民政部的备案编号' },
		],
		reasons: [['公益补助金', 'Charity Grant']],
	},
	{
		id: '1005',
		label: 'Commission or Pay (佣金报酬)',
		report: [
			{ type: '岗位类型', field: 'reportJob', label: 'Kind of Job', example: '外卖员' },
			{ type: '报酬说明', field: 'reportPay', label: 'What the Pay Is For', example: '7月份配送费' },
		],
		reasons: [
			['劳务报酬', 'Pay for Work'],
			['报销款', 'Reimbursement'],
			['企业补贴', 'Company Subsidy'],
			['开工利是', 'New Year Red Packet'],
		],
	},
	{
		id: '1011',
		label: 'Compensation (企业赔付)',
		report: [{ type: '赔付原因', field: 'reportCompensation', label: 'Reason of the Compensation', example: '商品质量问题退款' }],
		reasons: [
			['退款', 'Refund'],
			['商家赔付', 'Compensation'],
		],
	},
	{
		id: '1004',
		label: 'Insurance Claim (保险理赔)',
		report: [
			{ type: '保险产品备案编号', field: 'reportInsuranceNumber', label: 'Record Number of the Insurance', example: '01212121212' },
			{ type: '保险名称', field: 'reportInsuranceName', label: 'Name of the Insurance', example: '意外险' },
			{ type: '保险操作单号', field: 'reportInsuranceOperation', label: 'Number of the Claim', example: '12121245442' },
		],
		reasons: [['保险理赔款', 'Insurance Claim']],
	},
	{
		id: '1009',
		label: 'Purchase of Goods (采购货款)',
		report: [{ type: '采购商品名称', field: 'reportGoods', label: 'Goods', example: '戴尔笔记本电脑' }],
		reasons: [['货款', 'Payment for Goods']],
	},
	{
		id: '1010',
		label: 'Second-Hand Goods (二手回收)',
		report: [{ type: '回收商品名称', field: 'reportUsedGoods', label: 'Goods Taken Back', example: '塑料瓶' }],
		reasons: [['二手回收货款', 'Payment for Used Goods']],
	},
];
