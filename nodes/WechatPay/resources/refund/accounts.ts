import type { IDataObject } from 'n8n-workflow';
import { fenOf } from '../../../operation/fields/money';
import { InvalidInput, type Parameters, type WireField } from '../../../operation/operation';
import { additional } from '../fields';
import { wantedOf } from './amounts';

/** From which of its balances the merchant pays. */
export const from: WireField = {
	displayName: 'Take the Money From',
	name: 'from',
	at: false,
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Account',
	default: {},
	description: 'For an order whose shares are not passed on yet (分账): how much comes from which balance (退款出资账户). Together they are the refund.',
	options: [
		{
			displayName: 'Account',
			name: 'accounts',
			values: [
				{
					displayName: 'Account',
					name: 'account',
					type: 'options',
					default: 'AVAILABLE',
					options: [
						{ name: 'Available Balance', value: 'AVAILABLE' },
						{ name: 'Unavailable Balance', value: 'UNAVAILABLE' },
					],
				},
				{ displayName: 'Amount', name: 'amount', type: 'string', default: '', required: true, placeholder: 'e.g. 99.00' } as WireField,
			],
		},
	],
};

/**
 * The accounts, in fen.
 * @throws InvalidInput when they are not the refund
 */
export function fromOf(parameters: Parameters): IDataObject[] | undefined {
	const rows = additional(parameters).from as IDataObject[] | undefined;
	if (!rows) return undefined;
	const accounts = rows.map(({ account, amount }, index) => ({ account, amount: fenOf(amount, `Amount of account ${index + 1}`, parameters.unit) }));
	if (new Set(rows.map(({ account }) => account)).size < rows.length) {
		throw new InvalidInput('“Take the Money From” names an account twice', 'Make one entry of them');
	}
	const sum = accounts.reduce((total, { amount }) => total + amount, 0);
	if (sum === wantedOf(parameters)) return accounts;
	throw new InvalidInput('“Take the Money From” does not come to what is refunded', 'Correct the amounts: together they are the refund');
}
