import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from './inventory/operations';

const ROOT = join(__dirname, '..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

it('lists the operations that there are', () => {
	const [, listed] = /<!-- operations:.*?-->\n([\s\S]*?)\n<!-- \/operations -->/.exec(readme) ?? [];
	expect(listed).toBe(table().join('\n'));
});

it.each([...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, link]) => link))('the link %s leads somewhere', (link) => {
	expect(existsSync(join(ROOT, link))).toBe(true);
});
