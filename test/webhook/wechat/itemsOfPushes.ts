import { pushItems } from '../../../nodes/webhook/wechat/item';
import { GH_ID, OPENID } from './pushes';

const at = { ToUserName: GH_ID, FromUserName: OPENID, CreateTime: '1795349740' };

/** What filters and rules get of a push. */
const itemOf = (push: object) => pushItems({ ...at, ...push }, 'wx1', null)[0];

export const wrote = (Content: string) => itemOf({ MsgType: 'text', Content, MsgId: '1' });

export const said = (Recognition?: string) => itemOf({ MsgType: 'voice', MediaId: 'm', Format: 'amr', Recognition, MsgId: '1' });

export const event = (Event: string, more = {}) => itemOf({ MsgType: 'event', Event, ...more });

export const image = itemOf({ MsgType: 'image', PicUrl: 'http://a/0', MediaId: 'm', MsgId: '1' });
export const followed = event('subscribe');
export const followedBy = (scene: string) => event('subscribe', { EventKey: `qrscene_${scene}`, Ticket: 't' });
export const scanned = (scene: string) => event('SCAN', { EventKey: scene, Ticket: 't' });
export const left = event('unsubscribe', { EventKey: '' });
export const tapped = (EventKey: string) => event('CLICK', { EventKey });
export const opened = (EventKey: string) => event('VIEW', { EventKey, MenuId: '1' });
export const openedPage = (EventKey: string) => event('view_miniprogram', { EventKey, MenuId: '1' });
export const tookPhoto = (EventKey: string) => event('pic_sysphoto', { EventKey, SendPicsInfo: { Count: '1' } });
export const templateResult = (Status: string) => event('TEMPLATESENDJOBFINISH', { MsgID: '2', Status });
export const broadcastResult = (Status: string) => event('MASSSENDJOBFINISH', { MsgID: '2', Status });
export const publishResult = (publish_status: string) => event('PUBLISHJOBFINISH', { PublishEventInfo: { publish_id: '3', publish_status } });
export const subscriptionResult = (ErrorStatus: string, ErrorCode: string) =>
	event('subscribe_msg_sent_event', { SubscribeMsgSentEvent: { List: { TemplateId: 't', MsgID: '2', ErrorCode, ErrorStatus } } });
