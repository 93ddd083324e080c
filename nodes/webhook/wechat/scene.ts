import type { IDataObject } from 'n8n-workflow';
import { campaignIn } from '../../protocol/campaign';

/** A new follower's scene comes with it. */
const QR_PREFIX = 'qrscene_';

const SCANNED = ['event.subscribe', 'event.scan'];

/** The scene of the scanned QR code, by the event's EventKey; null where none was scanned. */
export function sceneOf(event: string, key: string): string | null {
	if (event === 'event.scan') return key || null;
	return event === 'event.subscribe' && key.startsWith(QR_PREFIX) ? key.slice(QR_PREFIX.length) : null;
}

/** `source`, `campaign` and `medium` of the scanned QR code, null where they are not in its scene; of other events nothing. */
export function campaignColumns(event: string, scene: string | null): IDataObject {
	if (!SCANNED.includes(event)) return {};
	return { ...(campaignIn(scene ?? '') ?? { source: null, campaign: null, medium: null }) };
}
