import { type Call, type Operation, type Result } from '../../../operation/operation';
import { buildRequest } from '../../../operation/request';
import { complaintId, downloadImages, PATH } from './fields';
import { imagesAt } from './images';
import { complaintColumns, pictureUrls } from './item';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a complaint',
	description: 'What a customer complains of: the text and the pictures, the openid and phone number, the order and its amount',
	simplifies: true,
	fields: [complaintId, downloadImages],
	run: complaint,
	endpoints: [`GET ${PATH}`, 'GET /v3/merchant-service/images/{media_id}'],
};

async function complaint(call: Call): Promise<Result[]> {
	const { client, parameters, credentials } = call;
	const record = await client.json(buildRequest([complaintId], parameters, { method: 'GET', path: PATH }));
	const urls = parameters.downloadImages ? pictureUrls(record.complaint_media_list) : [];
	const { binary, images_missing } = await imagesAt(urls, call);
	return [{ json: { ...complaintColumns(record, credentials), images_missing }, raw: record, binary }];
}
