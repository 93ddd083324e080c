import { wechatApiCall } from '../../operation/wechatApiCall';
import type { Resource } from '../../operation/operation';
import { account } from './account';
import { article } from './article';
import { autoReply } from './autoReply';
import { broadcast } from './broadcast';
import { comment } from './comment';
import { follower } from './follower';
import { image } from './image';
import { media } from './media';
import { menu } from './menu';
import { qrCode } from './qrCode';
import { reply } from './reply';
import { report } from './report';
import { subscriptionNotice } from './subscriptionNotice';
import { tag } from './tag';
import { templateMessage } from './templateMessage';
import { webLogin } from './webLogin';

/** What the node can do. */
export const resources: Resource[] = [follower, account, article, autoReply, broadcast, comment, image, media, menu, qrCode, reply, report, subscriptionNotice, tag, templateMessage, webLogin, wechatApiCall];
