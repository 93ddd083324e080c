/**
 * Something in the merchant's credential is not as WeChat Pay needs it, or wants it. `message` is for a dialog
 * that shows one text; `what`, naming the field, and `description`, saying what to do, are its two sentences.
 */
export class MerchantMistake extends Error {
	constructor(
		readonly what: string,
		readonly description: string,
	) {
		super(`${what}. ${description}`);
	}
}
