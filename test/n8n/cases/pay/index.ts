import type { Case } from '../case';
import { apiCall } from './apiCall';
import { bill } from './bill';
import { order } from './order';
import { balance } from './balance';
import { complaint } from './complaint';
import { media } from './media';
import { redPacket } from './redPacket';
import { refund } from './refund';
import { transfer } from './transfer';

export const pay: Record<string, Case> = {
	...order,
	...refund,
	...bill,
	...transfer,
	...balance,
	...complaint,
	...media,
	...redPacket,
	...apiCall,
};
