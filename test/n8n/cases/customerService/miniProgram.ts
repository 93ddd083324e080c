import { MINI, type Wechat } from '../../wechat';
import type { Client } from '../../../simulator/client';

/** The credential is the Mini Program's from now on; answers a client of it. */
export function asMiniProgram(wechat: Wechat): Client {
	wechat.credential({ appId: MINI.appid, appSecret: MINI.secret, accountType: MINI.type });
	return wechat.client.as(MINI.appid);
}
