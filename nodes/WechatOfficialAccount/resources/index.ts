import { wechatApiCall } from '../../operation/wechatApiCall';
import type { Resource } from '../../operation/operation';
import { account } from './account';
import { follower } from './follower';
import { media } from './media';
import { reply } from './reply';
import { tag } from './tag';

/** What the node can do. */
export const resources: Resource[] = [follower, account, media, reply, tag, wechatApiCall];
