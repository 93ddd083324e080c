const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/;

/** The first PEM block of a text; pasted into a one-line field it has lost its line breaks, or shows them as \n. */
export function pemBlockIn(text: string): { label: string; base64: string } | undefined {
	const [, label, content] = BLOCK.exec(text.replace(/\\[rn]/g, '\n')) ?? [];
	return label === undefined ? undefined : { label, base64: content.replace(/\s/g, '') };
}
