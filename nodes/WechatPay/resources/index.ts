import type { Resource } from '../../operation/operation';
import { payApiCall } from './apiCall';
import { bill } from './bill';
import { order } from './order';
import { refund } from './refund';

/** What the node can do. */
export const resources: Resource[] = [order, refund, bill, payApiCall];
