import type { IDataObject } from 'n8n-workflow';
import { type Call, type Operation, type Page, type Result } from '../../../operation/operation';
import { pages } from '../../../operation/pages';
import { buildRequest } from '../../../operation/request';
import { complaintId, downloadImages, PATH } from './fields';
import { imagesAt, type Images } from './images';
import { pictureUrls } from './item';

const HISTORY = `${PATH}/negotiation-historys`;

/** It takes 300, but refuses what becomes too large. */
const PAGE: Page = { items: 'data', offset: 'offset', count: 'limit', size: 100 };

const NO_IMAGES: Images = { binary: {}, images_missing: null };

export const getHistory: Operation = {
	value: 'getHistory',
	name: 'Get History',
	action: 'Get the history of a complaint',
	description: 'What the customer, you and WeChat Pay have said and done about a complaint (协商历史), an item for each step',
	many: true,
	simplifies: true,
	fields: [complaintId, { ...downloadImages, default: false }],
	run: steps,
	endpoints: [`GET ${HISTORY}`, 'GET /v3/merchant-service/images/{media_id}'],
};

async function* steps(call: Call): AsyncGenerator<Result> {
	const { client, parameters } = call;
	const request = buildRequest([complaintId], parameters, { method: 'GET', path: HISTORY });
	for await (const page of pages(client, request, PAGE)) {
		for (const step of page as IDataObject[]) {
			const urls = picturesOf(step);
			const { binary, images_missing } = parameters.downloadImages ? await imagesAt(urls, call) : NO_IMAGES;
			const json = { complaint_id: parameters.complaint_id as string, ...columns(step), picture_count: urls.length, images_missing };
			yield { json, raw: step, binary };
		}
	}
}

function columns(step: IDataObject): IDataObject {
	const { log_id, operator, operate_type, operate_time } = step;
	return { log_id, by: whoDid(String(operate_type)), operator, operate_type, text: textOf(step), occurred_at: operate_time };
}

/** WeChat begins the names of steps with who takes them; messages about a step are its own. */
function whoDid(type: string): string {
	if (type.endsWith('_SYSTEM_MESSAGE')) return 'WeChat Pay';
	if (type.startsWith('USER_')) return 'customer';
	return type.startsWith('MERCHANT_') ? 'merchant' : 'WeChat Pay';
}

/** What was said: as a text, in a message of several parts, or by tapping on one of them. */
function textOf({ operate_details, normal_message, click_message }: IDataObject): string | null {
	if (operate_details) return String(operate_details);
	const clicked = (click_message as IDataObject | undefined)?.message_content;
	if (clicked) return String(clicked);
	const parts = ((normal_message as IDataObject | undefined)?.blocks ?? []) as Array<{ text?: { text?: string } }>;
	return parts.flatMap(({ text }) => text?.text ?? []).join('\n') || null;
}

/** The older list has what merchants and WeChat Pay sent; the newer one has it all. */
function picturesOf({ complaint_media_list, image_list }: IDataObject): string[] {
	const urls = pictureUrls(complaint_media_list);
	return urls.length > 0 ? urls : ((image_list ?? []) as string[]);
}
