/* global URLSearchParams */
import { element, safeUrl } from './simulator.js';
import { current } from './account.js';

const VIA = { passive: 'reply', customer_service: 'customer-service message', broadcast: 'broadcast', preview: 'preview of a broadcast', template: 'notice', menu: 'menu' };

/** One line of the chat. `answer` sends what the customer taps in a menu message. */
export function draw(message, answer) {
	const { from, via, type, content } = message;
	if (type === 'payment' || type === 'redPacket') return element('p', { class: 'note' }, content.text, element('br'), content.english);
	if (via === 'notice') return element('p', { class: 'note bad' }, content.text, element('br'), content.english);
	if (type.startsWith('event.')) return element('p', { class: 'note' }, eventText(type.slice(6), content));
	if (type === 'transfer_customer_service') return element('p', { class: 'note' }, 'Handed over to staff');
	const parts = [].concat((BODIES[type] ?? unknown)(fields(type, content), content, answer));
	const bubble = element('div', { class: type === 'image' ? 'bubble picture' : 'bubble' }, ...parts);
	const staff = content.customservice?.kf_account;
	const label = VIA[via] && element('span', { class: 'via' }, staff ? `${VIA[via]} by ${staff}` : VIA[via]);
	return element('div', { class: `line ${from}` }, bubble, label || '');
}

/** A reply names its fields in Pascal case within an object, a customer-service message in snake case: one shape. */
function fields(type, content) {
	const inner = content[type[0].toUpperCase() + type.slice(1)] ?? content;
	return Object.fromEntries(
		Object.entries(inner).map(([name, value]) => [name.toLowerCase().replaceAll('_', ''), value]),
	);
}

const BODIES = {
	text: ({ content }) => textWithLinks(String(content)),
	image: ({ mediaid, mediaids, picurl }) =>
		[mediaids ?? mediaid].flat().map((id) => element('img', { alt: 'Picture', src: safeUrl(picurl) ?? mediaUrl(id) })),
	voice: () => '🔊 Voice message',
	video: ({ title }) => `🎬 ${title || 'Video'}`,
	mpvideo: ({ title }) => `🎬 ${title || 'Video'}`,
	shortvideo: () => '🎬 Short video',
	music: ({ title, description }) => tile({ title: `🎵 ${title || 'Music'}`, description }),
	location: ({ label }) => `📍 ${label ?? ''}`,
	link: ({ title, description, url, thumburl }) => tile({ title, description, url, picurl: thumburl }),
	news: ({ articles }, { Articles }) => [].concat(articles ?? Articles?.item ?? []).map(article),
	mpnews: () => tile({ title: '📰 Article', description: 'from the library' }),
	mpnewsarticle: ({ articleid }) => tile({ title: '📰 Article', description: articleid }),
	wxcard: ({ cardid }) => tile({ title: '🎟 Coupon', description: cardid }),
	miniprogrampage: ({ title, pagepath }) => tile({ title, description: `Mini Program · ${pagepath}` }),
	template: ({ title, content, url }) => tile({ title, description: content, url }),
	subscription_notice: ({ title, content, url }) => tile({ title, description: content, url }),
	one_time: ({ title, content, url }) => tile({ title, description: content, url }),
	msgmenu: menu,
};

function unknown(_, content) {
	return JSON.stringify(content);
}

function article(item) {
	const [title, description, url, picurl] = ['title', 'description', 'url', 'picurl'].map(
		(name) => item[name] ?? Object.entries(item).find(([key]) => key.toLowerCase() === name)?.[1],
	);
	return tile({ title, description, url, picurl });
}

function tile({ title = '', description = '', url, picurl }) {
	const href = safeUrl(url);
	const picture = safeUrl(picurl) ? element('img', { src: picurl, alt: '' }) : '';
	const parts = [picture, element('b', {}, title), element('small', {}, description)];
	return href
		? element('a', { class: 'tile', href, target: '_blank', rel: 'noreferrer' }, ...parts)
		: element('span', { class: 'tile' }, ...parts);
}

function menu({ headcontent, list = [], tailcontent }, _, answer) {
	const choices = list.map(({ id, content }) =>
		element('button', { type: 'button', onclick: async () => await answer(content, { bizmsgmenuid: id }) }, content),
	);
	return [headcontent ?? '', element('div', { class: 'choices' }, ...choices), tailcontent ?? ''];
}

/** Text as it is, except that `<a href="…">…</a>` is a link, as in WeChat. */
function textWithLinks(text) {
	return text.split(/(<a\s[^>]*>[^<]*<\/a>)/i).map((part) => {
		const [, attributes, label] = /^<a\s([^>]*)>([^<]*)<\/a>$/i.exec(part) ?? [];
		if (label === undefined) return part;
		const href = safeUrl(/href\s*=\s*["']?([^"'\s]+)/i.exec(attributes)?.[1]);
		return element('a', { href, target: '_blank', rel: 'noreferrer' }, label);
	});
}

function eventText(name, { EventKey = '' }) {
	const known = {
		subscribe: EventKey ? `Followed by scanning “${String(EventKey).replace('qrscene_', '')}”` : 'Followed',
		unsubscribe: 'Unfollowed',
		scan: `Scanned “${EventKey}”`,
		click: `Tapped “${EventKey}”`,
		view: `Opened ${EventKey}`,
		user_enter_tempsession: 'Opened the chat',
	};
	return known[name] ?? `${name} ${EventKey}`;
}

function mediaUrl(id = '') {
	return `/simulator/media?${new URLSearchParams({ appid: current().appid, media_id: id })}`;
}
