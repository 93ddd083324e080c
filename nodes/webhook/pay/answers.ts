import type { Answer } from '../intercept';

/** What WeChat Pay is told, in the language of its notification. */
export interface Answers {
	/** Never to be repeated. */
	taken: Answer;
	/** To be repeated. */
	notTaken: Answer;
	/** It was not believed; nothing in here would help a forger. */
	refused: Answer;
}

export const V3: Answers = answers('application/json', (isTaken, message) => JSON.stringify({ code: isTaken ? 'SUCCESS' : 'FAIL', message }));

/** The old XML interface looks at the words, not at the status (wechat-pay.md §2.8). */
export const V2: Answers = answers(
	'text/xml',
	(isTaken, message) =>
		`<xml><return_code><![CDATA[${isTaken ? 'SUCCESS' : 'FAIL'}]]></return_code><return_msg><![CDATA[${message}]]></return_msg></xml>`,
);

function answers(contentType: string, written: (isTaken: boolean, message: string) => string): Answers {
	return {
		taken: { status: 200, contentType, body: written(true, 'OK') },
		notTaken: { status: 500, contentType, body: written(false, 'not taken, please repeat') },
		refused: { status: 401, contentType, body: written(false, 'signature refused') },
	};
}
