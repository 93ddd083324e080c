import type { INodeListSearchItems } from 'n8n-workflow';

/** The entries of a chooser that have in their name what the user typed. */
export function matching(entries: INodeListSearchItems[], typed = ''): INodeListSearchItems[] {
	return entries.filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
}
