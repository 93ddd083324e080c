import { elementsIn, type HtmlElement } from '../html';
import { isAddress } from './address';

/** A picture of a text, and where it is: an address, the picture itself (data:), or a name. */
export interface Picture {
	source: string;
	/** Whether nothing has to be written anew to show it from there. */
	isInPlace: boolean;
	/** Shows it from this address from now on. */
	place(address: string): void;
	/** Takes it out of the text. */
	leaveOut(): void;
}

/** Where pages keep the address of a picture that is loaded when it is scrolled to, WeChat's own among them. */
const LAZY = ['data-src', 'data-original', 'data-lazy-src', 'data-actualsrc', 'data-srcset', 'srcset', 'sizes', 'loading'];

/** The pictures in their order; after them those behind the text, and in drawings (SVG), as editors of layouts have them. */
export function picturesIn(body: HtmlElement): Picture[] {
	const elements = [...elementsIn(body)];
	const shown = elements.filter(({ name }) => name === 'img').map(inText);
	return [...shown, ...elements.flatMap(behind), ...elements.flatMap(drawn)].filter(({ source }) => source !== '');
}

function inText(element: HtmlElement): Picture {
	const { attributes } = element;
	const source = sourceOf(attributes);
	return {
		source,
		isInPlace: attributes.src === source,
		place(address) {
			for (const name of LAZY) delete attributes[name];
			attributes.src = address;
		},
		leaveOut: () => leaveOut(element),
	};
}

/** What stands in `src` of a lazy picture is only in its place. */
function sourceOf({ src = '', srcset, ...others }: Record<string, string>): string {
	const lazy = LAZY.slice(0, 4).map((name) => others[name]?.trim()).find((address) => address && !/^data:/i.test(address));
	const [first = ''] = (srcset ?? others['data-srcset'] ?? '').trim().split(/\s/);
	return lazy || src.trim() || first.replace(/,$/, '');
}

/** Of the web only: a name may be that of a part of the drawing, and what is in the style itself is no file. */
const IN_STYLE = /url\(\s*(["']?)((?:https?:)?\/\/[^"'()\s]+)\1\s*\)/gi;

function behind({ attributes }: HtmlElement): Picture[] {
	const sources = [...(attributes.style ?? '').matchAll(IN_STYLE)].map(([, , source]) => source);
	return [...new Set(sources)].map((source) => {
		const put = (other: string) => {
			attributes.style = attributes.style.replace(IN_STYLE, (whole, _, found) => (found === source ? other : whole));
		};
		return { source, isInPlace: true, place: (address) => put(`url(${address})`), leaveOut: () => put('none') };
	});
}

function drawn(element: HtmlElement): Picture[] {
	const { name, attributes } = element;
	const place = (address: string) => {
		attributes['xlink:href' in attributes ? 'xlink:href' : 'href'] = address;
	};
	const source = (attributes['xlink:href'] ?? attributes.href ?? '').trim();
	if (name !== 'image' || !isAddress(source)) return [];
	return [{ source, isInPlace: true, place, leaveOut: () => leaveOut(element) }];
}

function leaveOut(element: HtmlElement): void {
	Object.assign(element, { name: '', children: [] });
}
