import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { binary } from '../engine';

/** An article of this folder, as a flow has it: a Markdown file and the pictures that lie beside it. */
export interface WrittenArticle {
	name: string;
	author: string;
	theme: string;
	/** Local pictures that it names. */
	pictures: string[];
}

export const ARTICLES: WrittenArticle[] = [
	{ name: 'spring-tea', author: '林小满', theme: 'elegant', pictures: ['terraces.jpg', 'two-leaves.jpg', 'gaiwan.jpg'] },
	{ name: 'receipt-printer', author: 'Anna', theme: 'clean', pictures: ['flow.png', 'receipt.png'] },
	{ name: 'summer-sale', author: 'Lotus Tea', theme: 'green', pictures: ['cold-brew.jpg'] },
];

export const IMAGES = join(__dirname, 'images');

/** A picture that one of them has on the shop's own server, which the file names as https://img.lotus-tea.example. */
export const REMOTE = 'banner.jpg';
export const REMOTE_PATH = '/2026/summer/banner.jpg';
const SHOP = 'https://img.lotus-tea.example';

/** What Article: Create is given to make a draft of it; `shop` is where the shop's server is. */
export async function writtenArticle({ name, author, theme, pictures }: WrittenArticle, shop: string): Promise<{ item: INodeExecutionData; parameters: IDataObject }> {
	const text = (await readFile(join(__dirname, `${name}.md`), 'utf8')).replaceAll(SHOP, shop);
	const files = pictures.map(async (file, at) => {
		const type = file.endsWith('.png') ? 'image/png' : 'image/jpeg';
		return [`file_${at}`, await binary(await readFile(join(IMAGES, file)), basename(file), type)];
	});
	return {
		item: { json: { text }, binary: Object.fromEntries(await Promise.all(files)) },
		parameters: {
			...{ article_type: 'news', title: '', contentFormat: 'markdown', content: '={{ $json.text }}', theme },
			...{ coverSource: 'first', additionalFields: { author } },
		},
	};
}
