import { wechatApiCall } from '../../operation/wechatApiCall';
import type { Resource } from '../../operation/operation';
import { chatRecord } from './chatRecord';
import { conversation } from './conversation';
import { merchantResource } from './merchant';
import { message } from './message';
import { staff } from './staff';
import { wecomLink } from './wecomLink';

/** What the node can do. */
export const resources: Resource[] = [message, conversation, chatRecord, staff, merchantResource, wecomLink, wechatApiCall];
