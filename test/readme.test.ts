import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { details, table } from './inventory/operations';

const ROOT = join(__dirname, '..');

/** README.md and docs/*.md. */
const pages = ['README.md', ...readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
const textOf = (page: string) => readFileSync(join(ROOT, page), 'utf8');

it.each([
	['README.md', table()],
	['docs/operations.md', details()],
])('%s lists the operations that there are', (page, lines) => {
	const [, listed] = /<!-- operations:.*?-->\n([\s\S]*?)\n<!-- \/operations -->/.exec(textOf(page)) ?? [];
	expect(listed).toBe(lines.join('\n'));
});

/** `[page, address, file, heading]` of the links within the repository. */
const links = pages.flatMap((page) =>
	[...textOf(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)].map(([, file, heading]): [string, string, string, string?] => [
		page,
		`${file}${heading ? `#${heading}` : ''}`,
		file ? join(dirname(page), file) : page,
		heading,
	]),
);

/** As GitHub writes a heading into an address. */
const anchor = (heading: string) =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N} _-]/gu, '')
		.replace(/ /g, '-');

it.each(links)('in %s the link %s leads somewhere', (_page, _address, file, heading) => {
	expect(existsSync(join(ROOT, file))).toBe(true);
	if (heading) expect([...textOf(file).matchAll(/^#+ (.+)$/gm)].map(([, words]) => anchor(words))).toContain(heading);
});
