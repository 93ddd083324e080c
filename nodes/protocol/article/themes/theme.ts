/** What a theme has a style for: elements by their names, and what the text is made of besides. */
export type Part =
	| 'article' | 'p' | 'h1' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6' | 'blockquote' | 'quoted' | 'lastQuoted' | 'hr' | 'a' | 'strong' | 'b' | 'code' | 'bullet'
	| 'codeBlock' | 'codeLines' | 'list' | 'innerList' | 'entry' | 'number' | 'entryText' | 'entryParagraph'
	| 'tableBox' | 'table' | 'th' | 'td' | 'figure' | 'picture' | 'img' | 'figcaption' | 'dt' | 'dd'
	| 'noteMark' | 'notesHeading' | 'note' | 'address';

/** A style for a part; a part without one looks as on any page. Quotation marks are not used: WeChat garbles them. */
export type Theme = Partial<Record<Part, string>>;

export interface Colours {
	text: string;
	soft: string;
	accent: string;
	line: string;
	tint: string;
}

const MONO = 'font-family:Menlo,Consolas,Monaco,monospace';

/** What all themes share: sizes for a phone, and what code, lists, tables and pictures need in order to be read there. */
export function base({ text, soft, accent, line, tint }: Colours): Theme {
	return {
		article: `font-size:16px;line-height:1.75;color:${text};letter-spacing:0.3px;word-break:break-word;text-align:left`,
		p: 'margin:0 0 1.1em',
		h1: 'margin:1.8em 0 0.9em;font-size:22px;line-height:1.4;font-weight:bold',
		h2: 'margin:1.9em 0 0.9em;font-size:19px;line-height:1.4;font-weight:bold',
		h3: 'margin:1.6em 0 0.7em;font-size:17px;line-height:1.45;font-weight:bold',
		h4: 'margin:1.4em 0 0.6em;font-size:16px;line-height:1.5;font-weight:bold',
		h5: `margin:1.4em 0 0.6em;font-size:15px;line-height:1.5;font-weight:bold;color:${soft}`,
		h6: `margin:1.4em 0 0.6em;font-size:14px;line-height:1.5;font-weight:bold;color:${soft}`,
		blockquote: `margin:0 0 1.2em;padding:12px 16px;font-size:15px;color:${soft};background:${tint};border-left:3px solid ${accent};border-radius:0 4px 4px 0`,
		quoted: 'margin:0 0 0.7em',
		lastQuoted: 'margin:0',
		hr: `margin:2em auto;border:0;border-top:1px solid ${line};height:0`,
		a: `color:${accent};text-decoration:none;border-bottom:1px solid ${accent}`,
		code: `${MONO};font-size:0.88em;padding:2px 4px;margin:0 1px;color:${accent};background:${tint};border-radius:4px`,
		codeBlock: 'margin:0 0 1.3em;padding:14px 16px;background:#f6f8fa;border:1px solid #e7eaee;border-radius:8px;overflow-x:auto;line-height:1.6',
		codeLines: `${MONO};display:block;font-size:13px;line-height:1.65;letter-spacing:0;color:#24292f;white-space:nowrap;text-align:left`,
		list: 'margin:0 0 1.1em',
		innerList: 'margin:0.3em 0 0',
		entry: 'display:flex;margin:0 0 0.45em;text-align:left',
		bullet: `flex:none;width:1.35em;color:${accent}`,
		number: `flex:none;min-width:1.6em;padding-right:0.3em;box-sizing:border-box;color:${accent};font-weight:bold`,
		entryText: 'flex:1;min-width:0',
		entryParagraph: 'margin:0 0 0.4em',
		tableBox: 'margin:0 0 1.3em;overflow-x:auto',
		table: 'width:100%;border-collapse:collapse;font-size:14px;line-height:1.6;word-break:normal',
		th: `min-width:3.2em;padding:8px 9px;border:1px solid ${line};background:${tint};font-weight:bold;text-align:left`,
		td: `min-width:3.2em;padding:8px 9px;border:1px solid ${line}`,
		figure: 'margin:0 0 1.3em;text-align:center',
		picture: 'display:block;max-width:100%;height:auto;margin:0 auto;border-radius:6px',
		img: 'max-width:100%;height:auto;vertical-align:middle',
		figcaption: `margin:8px 0 0;font-size:13px;line-height:1.5;color:${soft};text-align:center`,
		dt: 'margin:0 0 0.2em;font-weight:bold',
		dd: 'margin:0 0 0.8em 1.4em',
		noteMark: `font-size:0.72em;line-height:0;color:${accent};margin:0 1px`,
		notesHeading: `margin:2.4em 0 0.8em;padding-top:1em;border-top:1px solid ${line};font-size:15px;font-weight:bold`,
		note: `margin:0 0 0.4em;font-size:13px;line-height:1.6;color:${soft}`,
		address: 'font-style:normal;word-break:break-all',
	};
}
