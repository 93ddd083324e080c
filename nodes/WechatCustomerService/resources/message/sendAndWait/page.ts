import type { Asked } from './asked';

/** A sentence for whoever opens the page: followers read Chinese, those who build workflows English. */
export type Sentence = readonly [chinese: string, english: string];

export const THANKS: Sentence = ['已收到，谢谢！', 'Got it, thanks. You can close this page.'];
export const SETTLED: Sentence = ['这个问题已经处理完毕。', 'This question is settled already: no answer is needed.'];
export const SOMEBODY_ELSE: Sentence = ['这条消息是发给另一位用户的。', 'This question was meant for somebody else.'];
export const OPEN_IN_CHAT: Sentence = ['请在微信对话中重新点开链接。', 'Please open the link again, in the chat in WeChat.'];
export const SNAPSHOT: Sentence = ['请点击“使用完整服务”后重新打开。', 'Please tap “Use full service” (使用完整服务) and open the link again.'];
export const TRY_LATER: Sentence = ['暂时无法处理，请稍后再试。', 'This did not work just now. Please open the link again in a minute.'];

const STYLE =
	'body{margin:0;padding:28px 20px;font:17px/1.6 -apple-system,BlinkMacSystemFont,"PingFang SC",sans-serif;color:#1a1a1a;background:#f6f6f6}main{max-width:560px;margin:auto}p{white-space:pre-wrap;overflow-wrap:anywhere}small{color:#777}button,textarea{box-sizing:border-box;width:100%;font:inherit;border-radius:8px}button{margin:8px 0;padding:12px;border:0;color:#fff;background:#07c160}button+button{color:#1a1a1a;background:#e2e2e2}textarea{padding:12px;border:1px solid #ccc}';

/** Of a free text. */
export const MOST_CHARACTERS = 5000;

/** A page that says one thing. */
export function sentencePage([chinese, english]: Sentence): string {
	return page(`<p>${escaped(chinese)}</p><p><small>${escaped(english)}</small></p>`);
}

/**
 * The question with its buttons, or with a field for words; it goes back to where it came from.
 * @param proof hidden fields that show who opened it
 */
export function questionPage({ text, answers, submitLabel }: Asked, proof: Record<string, string>): string {
	const hidden = Object.entries(proof).map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`);
	const buttons = answers.map((answer, choice) => `<button name="choice" value="${choice}">${escaped(answer)}</button>`);
	const words = `<textarea name="text" rows="5" maxlength="${MOST_CHARACTERS}" required></textarea><button>${escaped(submitLabel)}</button>`;
	return page(`<p>${escaped(withoutTags(text))}</p><form method="post">${hidden.join('')}${buttons.join('') || words}</form>`);
}

function page(content: string): string {
	return `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>WeChat</title><style>${STYLE}</style></head><body><main>${content}</main></body></html>`;
}

/** A message may have links in it; the page shows their words. */
function withoutTags(text: string): string {
	return text.replace(/<\/?a\b[^>]*>/gi, '');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
