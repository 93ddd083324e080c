import { TRANSFER_SCENES } from '../../../nodes/protocol/pay/transferScenes';

/** The form of Transfer: Create is made of this list (wechat-pay.md §3.6). */
test('every field of the form is there once, and as short as WeChat wants it', () => {
	const report = TRANSFER_SCENES.flatMap((scene) => scene.report);
	expect(new Set(report.map(({ field }) => field)).size).toBe(report.length);
	expect(new Set(TRANSFER_SCENES.map(({ id }) => id)).size).toBe(TRANSFER_SCENES.length);
	for (const { type, label, example } of report) {
		expect(type.length).toBeLessThanOrEqual(15);
		expect(example.length).toBeLessThanOrEqual(32);
		expect(label).not.toBe('');
	}
});
