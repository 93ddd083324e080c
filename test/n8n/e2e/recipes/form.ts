import axios from 'axios';

/** Somebody opens one of n8n's forms and fills it in, as the browser sends it: the values or files of its fields, in their order. */
export async function submitForm(url: string, values: Array<string | File[]>): Promise<void> {
	const form = new FormData();
	values.forEach((value, index) => [value].flat().forEach((one) => form.append(`field-${index}`, one)));
	expect((await axios.get(url, { proxy: false })).data).toContain('<form');
	expect((await axios.post(url, form, { proxy: false })).status).toBe(200);
}
