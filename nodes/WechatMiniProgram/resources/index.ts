import type { Resource } from '../../operation/operation';
import { wechatApiCall } from '../../operation/wechatApiCall';
import { customer } from './customer';

/** What the node can do. */
export const resources: Resource[] = [customer, wechatApiCall];
