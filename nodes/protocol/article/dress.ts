import { changed, element, type HtmlElement } from '../html';
import type { Part, Theme } from './themes/theme';

/** The text with a theme's styles in each element, because WeChat removes style sheets and classes; the element's own style wins. */
export function dressed(body: HtmlElement, theme: Theme): HtmlElement {
	const styled = changed(body, (inner) => {
		const style = [theme[(inner.as ?? inner.name) as Part], inner.attributes.style].filter(Boolean).join(';');
		return [style ? { ...inner, attributes: { ...inner.attributes, style } } : inner];
	});
	return element('', [element('section', styled.children, { attributes: { style: theme.article ?? '' } })]);
}
