import type { Resource } from '../../operation/operation';
import { payApiCall } from './apiCall';
import { balance } from './balance';
import { bill } from './bill';
import { complaint } from './complaint';
import { media } from './media';
import { order } from './order';
import { redPacket } from './redPacket';
import { refund } from './refund';
import { transfer } from './transfer';

/** What the node can do. */
export const resources: Resource[] = [order, refund, bill, transfer, redPacket, complaint, media, balance, payApiCall];
