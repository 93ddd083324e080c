import type { RequestListener } from 'node:http';
import { answering } from './answering';

/** Stands in for the robot of a group in WeCom, of which there is none to be had here: one group for all recipes, as they name the same host. */
interface Team {
	hosts: Record<string, RequestListener>;
	/** What the group has read. */
	heard: string[];
	/** Whether the key in the address is wrong. */
	isWrongKey: boolean;
}

export const group: Team = {
	heard: [],
	isWrongKey: false,
	hosts: {
		'qyapi.weixin.qq.com': answering(({ path, body }) => {
			const { msgtype, text } = JSON.parse(body) as { msgtype: string; text?: { content?: string } };
			if (path !== '/cgi-bin/webhook/send' || group.isWrongKey) return [200, { errcode: 93000, errmsg: 'invalid webhook url' }];
			if (msgtype !== 'text' || !text?.content) return [200, { errcode: 40058, errmsg: 'text.content missing' }];
			if (Buffer.byteLength(text.content) > 2048) return [200, { errcode: 40058, errmsg: 'text.content exceed max length 2048' }];
			group.heard.push(text.content);
			return [200, { errcode: 0, errmsg: 'ok' }];
		}),
	},
};
