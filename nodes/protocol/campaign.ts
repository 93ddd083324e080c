import { createHash } from 'node:crypto';

/** Where somebody came from, as marketers name it (utm_source, utm_campaign, utm_medium). */
export interface Campaign {
	source: string;
	campaign: string | null;
	medium: string | null;
}

/** Source, campaign, medium, and what tells it from a scene that looks alike. */
const FORM = /^([^/]+)\/([^/]*)\/([^/]*)~[0-9a-z]{3}$/;

/** What would end a part, or the scene where several are listed (filters of the trigger); and what does not survive the way: line breaks and the like, half an emoji. */
const SPECIAL = /[%/,，、\p{Cc}\p{Cs}]/gu;

/**
 * A campaign as the scene of a QR code: `fair/spring tea/poster~k7q`. Readable in WeChat's console, and any text comes
 * back from it; the three last characters follow from the others, so that nobody else's scene is taken for a campaign.
 */
export function sceneOfCampaign({ source, campaign, medium }: Campaign): string {
	const text = [source, campaign, medium].map((part) => (part ?? '').replace(SPECIAL, escaped)).join('/');
	return `${text}~${mark(text)}`;
}

/** The campaign in such a scene (without `qrscene_`); null in any other. */
export function campaignIn(scene: string): Campaign | null {
	const [, source, campaign, medium] = (FORM.exec(scene) ?? []).map(unescaped);
	if (!source) return null;
	const found = { source, campaign: campaign || null, medium: medium || null };
	return sceneOfCampaign(found) === scene ? found : null;
}

function escaped(character: string): string {
	const code = character.charCodeAt(0).toString(16);
	return code.length > 2 ? `%u${code.padStart(4, '0')}` : `%${code.padStart(2, '0')}`;
}

function unescaped(part: string): string {
	return part.replace(/%(?:u([0-9a-f]{4})|([0-9a-f]{2}))/g, (_, long?: string, short?: string) => String.fromCharCode(parseInt(long ?? String(short), 16)));
}

function mark(text: string): string {
	const number = createHash('sha256').update(`campaign ${text}`).digest().readUInt32BE();
	return (number % 36 ** 3).toString(36).padStart(3, '0');
}
