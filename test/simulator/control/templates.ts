import { LIBRARY, permissionKey } from '../world/templates';
import { accountOf, OrderError, type Routes } from './request';

/** What people allow the account to send them, and what WeChat blocks. */
export const templates: Routes = {
	'POST /simulator/permissions': (order) => {
		const { permissions } = accountOf(order).templates;
		const { openid, template_id = LIBRARY.oneTime, scene, count = 1 } = order.body;
		if (typeof openid !== 'string' || !openid) throw new OrderError('openid is missing');
		if (!Number.isInteger(count) || (count as number) < 0) throw new OrderError('count must be a whole number');
		if (template_id === LIBRARY.oneTime && scene === undefined) throw new OrderError('a one-time permission names its scene');
		permissions.set(permissionKey(openid, String(template_id), scene === undefined ? undefined : String(scene)), count as number);
		return { openid, template_id, scene, count };
	},

	'POST /simulator/blocked': (order) => {
		const { blocked } = accountOf(order).templates;
		const { msgid, openids, title = '', content = '' } = order.body;
		if (typeof msgid !== 'string' || !Array.isArray(openids)) throw new OrderError('Give msgid (a text) and openids');
		for (const openid of openids as string[]) {
			blocked.push({
				id: blocked.length + 1,
				tmpl_msg_id: msgid,
				title: String(title),
				content: String(content),
				send_timestamp: Math.floor(order.world.now() / 1000),
				openid,
			});
		}
		return { blocked: blocked.length };
	},
};
