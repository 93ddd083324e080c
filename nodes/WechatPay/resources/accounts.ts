import type { WireField } from '../../operation/operation';

const BASIC = { name: 'Basic Account', value: 'BASIC', description: 'Where payments come in (基本账户)' };
const DEPOSIT = { name: 'Deposit Account', value: 'DEPOSIT', description: 'What a sub-merchant has deposited (保证金账户)' };
const FEES = { name: 'Fee Account', value: 'FEES', description: 'From which fees are paid (手续费账户)' };
const OPERATION = { name: 'Operating Account', value: 'OPERATION', description: 'From which money is transferred and red packets are sent (运营账户)' };

/** Which of a merchant's accounts at WeChat Pay is meant. */
export const account: WireField = {
	displayName: 'Account',
	name: 'account_type',
	type: 'options',
	default: 'BASIC',
	options: [BASIC, FEES, OPERATION],
};

/** The same of a partner's merchant, who may have one more. */
export const subMerchantAccount: WireField = { ...account, options: [BASIC, DEPOSIT, FEES, OPERATION] };
