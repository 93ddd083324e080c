import type { Endpoints } from '../context';
import { autoReply } from './autoReply';
import { blacklist } from './blacklist';
import { broadcasts } from './broadcasts';
import { business } from './business';
import { callbackCheck } from './callbackCheck';
import { changeOpenid } from './changeOpenid';
import { comments } from './comments';
import { customMessage } from './customMessage';
import { datacube } from './datacube';
import { drafts } from './drafts';
import { industry } from './industry';
import { kfRecord } from './kfRecord';
import { kfSession } from './kfSession';
import { kfWork } from './kfWork';
import { language } from './language';
import { material } from './material';
import { media } from './media';
import { menu } from './menu';
import { network } from './network';
import { oauth } from './oauth';
import { ocr } from './ocr';
import { paidUnionid } from './paidUnionid';
import { publish } from './publish';
import { qrcode } from './qrcode';
import { qrcodeJump } from './qrcodeJump';
import { quota } from './quota';
import { rid } from './rid';
import { selfMenu } from './selfMenu';
import { shorten } from './shorten';
import { staff } from './staff';
import { tagging } from './tagging';
import { tags } from './tags';
import { notices } from './notices';
import { templateSend } from './templateSend';
import { templates } from './templates';
import { ticket } from './ticket';
import { token } from './token';
import { user } from './user';

/** Every endpoint the simulator does, by path. */
export const endpoints: Endpoints = {
	...token,
	...network,
	...callbackCheck,
	...quota,
	...user,
	...paidUnionid,
	...tags,
	...tagging,
	...blacklist,
	...changeOpenid,
	...media,
	...material,
	...industry,
	...language,
	...qrcodeJump,
	...customMessage,
	...staff,
	...kfSession,
	...kfRecord,
	...business,
	...kfWork,
	...templates,
	...templateSend,
	...notices,
	...drafts,
	...publish,
	...ocr,
	...selfMenu,
	...menu,
	...autoReply,
	...broadcasts,
	...comments,
	...datacube,
	...rid,
	...qrcode,
	...oauth,
	...ticket,
	...shorten,
};
