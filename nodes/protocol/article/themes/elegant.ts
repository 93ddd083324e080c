import { base, type Theme } from './theme';

const shared = base({ text: '#3d3a36', soft: '#857b6d', accent: '#a0672f', line: '#e6dccd', tint: '#faf6ef' });

/** Like a book: wide lines, headings in the middle, the brown of tea. */
export const elegant: Theme = {
	...shared,
	article: `${shared.article};font-family:Georgia,Songti SC,STSong,SimSun,Noto Serif CJK SC,serif;line-height:1.9;letter-spacing:0.6px`,
	h1: `${shared.h1};text-align:center`,
	h2: `${shared.h2};text-align:center;color:#8a5522;letter-spacing:2px`,
	h3: `${shared.h3};text-align:center;color:#8a5522`,
	blockquote: 'margin:0 0 1.4em;padding:14px 18px;font-size:15px;color:#857b6d;border-top:1px solid #e6dccd;border-bottom:1px solid #e6dccd;text-align:center',
	hr: 'width:30%;margin:2.4em auto;border:0;border-top:1px solid #c9ab85;height:0',
	strong: 'font-weight:bold;color:#8a5522',
	b: 'font-weight:bold;color:#8a5522',
	codeBlock: `${shared.codeBlock};background:#faf6ef;border-color:#e6dccd`,
	th: 'min-width:3.2em;padding:9px 8px;border:0;border-top:2px solid #a0672f;border-bottom:1px solid #a0672f;font-weight:bold;text-align:left;color:#8a5522',
	td: 'min-width:3.2em;padding:9px 8px;border:0;border-bottom:1px solid #e6dccd',
	picture: `${shared.picture};border-radius:2px`,
};
