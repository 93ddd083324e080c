import { files } from '../../wechat';
import { text, withFile, type Case } from '../case';
import { mchid } from './shared';

export const media: Record<string, Case> = {
	'wechatPay media upload': {
		input: withFile,
		parameters: () => ({ usedFor: 'document' }),
		output: () => [{ mchid, media_id: text, media_url: null, file_name: 'tea.jpg', mime_type: 'image/jpeg', bytes: files.jpg.length }],
	},
};
