import type { INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

/** The entries of a chooser that have in their name what the user typed. */
export function matching(entries: INodeListSearchItems[], typed = ''): INodeListSearchItems[] {
	return entries.filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
}

/** As many pages as are looked through at a time for what the user typed. */
const MOST_PAGES = 10;

/**
 * The entries of a list that WeChat gives page by page. What the user typed is looked for on the next pages too:
 * the editor does not ask for more where it got none.
 * @param read a page: its entries, and how many the list has in all
 * @param paginationToken where to go on, as an earlier result said
 */
export async function pagedChoices(
	read: (offset: number) => Promise<{ entries: INodeListSearchItems[]; total: unknown }>,
	typed?: string,
	paginationToken = '0',
): Promise<INodeListSearchResult> {
	let offset = Number(paginationToken);
	for (let pages = 1; ; pages++) {
		const { entries, total } = await read(offset);
		offset += entries.length;
		const results = matching(entries, typed);
		const goesOn = entries.length > 0 && offset < Number(total);
		if (!goesOn || results.length > 0 || pages === MOST_PAGES) return { results, paginationToken: goesOn ? String(offset) : undefined };
	}
}
