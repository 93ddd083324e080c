import { base, type Theme } from './theme';

const shared = base({ text: '#2b2f36', soft: '#6b7280', accent: '#2563eb', line: '#e2e6ec', tint: '#eef3fc' });

/** Dark on white, with a line of blue. */
export const clean: Theme = {
	...shared,
	h2: `${shared.h2};padding:0 0 7px;border-bottom:2px solid #2563eb`,
	h3: `${shared.h3};padding-left:10px;border-left:4px solid #2563eb`,
	strong: 'font-weight:bold;color:#111827',
	b: 'font-weight:bold;color:#111827',
};
