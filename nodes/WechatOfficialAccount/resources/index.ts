import { wechatApiCall } from '../../operation/wechatApiCall';
import type { Resource } from '../../operation/operation';
import { follower } from './follower';
import { media } from './media';
import { reply } from './reply';
import { tag } from './tag';

/** What the node can do. */
export const resources: Resource[] = [follower, media, reply, tag, wechatApiCall];
