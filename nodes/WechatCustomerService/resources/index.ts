import { wechatApiCall } from '../../operation/wechatApiCall';
import type { Resource } from '../../operation/operation';
import { message } from './message';

/** What the node can do. */
export const resources: Resource[] = [message, wechatApiCall];
