import type { Case } from '../case';
import { apiCall } from './apiCall';
import { bill } from './bill';
import { order } from './order';
import { refund } from './refund';

export const pay: Record<string, Case> = {
	...order,
	...refund,
	...bill,
	...apiCall,
};
