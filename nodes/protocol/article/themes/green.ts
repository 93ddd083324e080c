import { base, type Theme } from './theme';

const shared = base({ text: '#2f3633', soft: '#68756f', accent: '#07a35a', line: '#d5e8de', tint: '#effaf4' });

/** WeChat's green, with headings on a coloured ground. */
export const green: Theme = {
	...shared,
	h2: 'display:table;margin:1.9em auto 1em;padding:5px 18px;font-size:18px;line-height:1.5;font-weight:bold;color:#ffffff;background:#07a35a;border-radius:18px;text-align:center',
	h3: `${shared.h3};padding:4px 0 4px 12px;border-left:5px solid #07a35a;background:#effaf4`,
	blockquote: 'margin:0 0 1.2em;padding:14px 18px;font-size:15px;color:#3f5a4d;background:#effaf4;border:1px solid #c9ecd9;border-radius:10px',
	strong: 'font-weight:bold;color:#07834a',
	b: 'font-weight:bold;color:#07834a',
	th: 'min-width:3.2em;padding:8px 9px;border:1px solid #07a35a;background:#07a35a;color:#ffffff;font-weight:bold;text-align:left',
	picture: `${shared.picture};border-radius:12px`,
};
