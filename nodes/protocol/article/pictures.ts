import { elementsIn, type HtmlElement } from '../html';

/** A picture of a text, and where it is: an address, the picture itself (data:), or a name. */
export interface Picture {
	element: HtmlElement;
	source: string;
}

/** Where pages keep the address of a picture that is loaded when it is scrolled to, WeChat's own among them. */
const LAZY = ['data-src', 'data-original', 'data-lazy-src', 'data-actualsrc', 'data-srcset', 'srcset', 'sizes', 'loading'];

/** The pictures in their order. */
export function picturesIn(body: HtmlElement): Picture[] {
	const pictures = [...elementsIn(body)].filter(({ name }) => name === 'img');
	return pictures.map((element) => ({ element, source: sourceOf(element.attributes) })).filter(({ source }) => source !== '');
}

/** What stands in `src` of a lazy picture is only in its place. */
function sourceOf({ src = '', srcset, ...others }: Record<string, string>): string {
	const lazy = LAZY.slice(0, 4).map((name) => others[name]?.trim()).find((address) => address && !/^data:/i.test(address));
	const [first = ''] = (srcset ?? others['data-srcset'] ?? '').trim().split(/\s/);
	return lazy || src.trim() || first.replace(/,$/, '');
}

/** Shows the picture from this address from now on. */
export function place({ element }: Picture, address: string): void {
	for (const name of LAZY) delete element.attributes[name];
	element.attributes.src = address;
}

/** Takes the picture out of the text. */
export function leaveOut({ element }: Picture): void {
	Object.assign(element, { name: '', children: [] });
}
