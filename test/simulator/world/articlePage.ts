import type { Article } from './articles';
import type { ServedFile } from './files';

const escape = (text: unknown) => String(text ?? '').replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** What a reader sees who opens an article's link. */
export function articlePage({ title, author, content }: Article, account: string, pictures: string[] = []): ServedFile {
	return page(
		title,
		`<h1>${escape(title)}</h1><p class="by">${[author, account].filter(Boolean).map(escape).join(' · ')}</p>
${pictures.map((url) => `<img src="${escape(url)}" alt="">`).join('\n')}
<div>${String(content)}</div>`,
	);
}

/** What is left of a deleted article. */
export const DELETED_PAGE = page('', '<p>该内容已被发布者删除</p><p>The publisher has deleted this article</p>');

function page(title: unknown, body: string): ServedFile {
	const html = `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>${escape(title)}</title>
<meta name="viewport" content="width=device-width"><style>
body{font:17px/1.6 sans-serif;max-width:40em;margin:2em auto;padding:0 1em}img{max-width:100%}.by{color:#888}
</style></head><body>${body}</body></html>`;
	return { content: Buffer.from(html), contentType: 'text/html; charset=utf-8' };
}
