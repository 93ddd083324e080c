import type { IDataObject } from 'n8n-workflow';
import { fetchFile, type OutgoingFile } from '../../../operation/files/file';
import { acceptable } from '../../../operation/files/mediaRules';
import { libraryUpload, mediaIdOf } from '../../../operation/files/upload';
import { InvalidInput, type Call, type Operation } from '../../../operation/operation';
import { buttonsOf, convertedRow, convertMenu, type ConsoleFile, type Converted } from './console';
import { placeName, placed, readShownMenu } from './read';

/** The console's menu as one made by API, with the same looks (wechat-api.md C.4). */
export const importConsole: Operation = {
	value: 'importConsole',
	name: 'Import From Console',
	action: 'Import the menu of the console',
	description:
		'Copy the menu that was made by hand in the WeChat console (公众平台) into one made by API: switching on the Server URL (服务器配置) ends the former. One item per button tells what becomes of it.',
	fields: [
		{
			displayName: 'Publish',
			name: 'publish',
			at: false,
			type: 'boolean',
			default: false,
			description:
				'Whether to publish the copy at once, in place of the menu of the console. Off: only tells what would become of each button.',
		},
	],
	irreversible: true,
	simplifies: true,
	takesAll: true,
	run: async (call) => {
		const { buttons } = await readShownMenu(call.client);
		const entries = placed(buttons);
		const converted = convertMenu(entries);
		const publishes = call.parameters.publish === true;
		if (publishes) await publish(converted, call);
		return converted.map((one, index) => ({ json: convertedRow(one, publishes), raw: entries[index].button }));
	},
	endpoints: [
		'GET /cgi-bin/get_current_selfmenu_info',
		'GET /cgi-bin/media/get',
		'POST /cgi-bin/material/add_material',
		'POST /cgi-bin/menu/create',
	],
};

async function publish(converted: Converted[], call: Call): Promise<void> {
	if (buttonsOf(converted).length === 0) {
		throw new InvalidInput(
			converted.length === 0 ? 'There is no menu to import' : 'No button of this menu can be made by an API',
			'Make a menu with Menu: Publish',
		);
	}
	for (const one of converted) {
		if (one.file) one.button.media_id = await inLibrary(one.file, one, call);
	}
	const body = { button: buttonsOf(converted) };
	await call.client.json({ method: 'POST', path: '/cgi-bin/menu/create', body, repeatable: true });
}

/** The media ID of the library's copy. WeChat names the same file anew at each reading: it is known by its place. */
async function inLibrary(file: ConsoleFile, { column, position, button }: Converted, call: Call): Promise<string> {
	const place = placeName(column, position);
	return await call.once(`console menu ${place}`, async () => {
		const content = acceptable(await fetched(file, place, call), file.type, place);
		const upload = libraryUpload(file.type, content);
		if (file.type === 'video') {
			const description = { title: button.name, introduction: button.name } as IDataObject;
			upload.parts?.push({ name: 'description', value: JSON.stringify(description) });
		}
		return String(mediaIdOf(await call.client.json(upload)));
	});
}

async function fetched({ from }: ConsoleFile, place: string, { client, context }: Call): Promise<OutgoingFile> {
	const advice = 'The file of the console could not be read: take it out of the menu there, or put it into the library by hand';
	if (/^https?:/i.test(from)) return await fetchFile(context, from, place, advice);
	const answer = await client.file({ method: 'GET', path: '/cgi-bin/media/get', query: { media_id: from } });
	if ('file' in answer) return answer.file;
	return await fetchFile(context, String(answer.json.video_url ?? ''), place, advice);
}
