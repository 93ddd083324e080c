import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { binary } from '../engine';
import { files, type Wechat } from '../wechat';

/** An operation as a user who did everything right sees it. */
export interface Case {
	/** What is there before: anything the parameters and the expectation need. */
	given?: (wechat: Wechat) => Promise<IDataObject>;
	parameters: (given: IDataObject, wechat: Wechat) => IDataObject;
	/** The input item, beside `{ order: 7 }`. */
	input?: (given: IDataObject) => Promise<Partial<INodeExecutionData>>;
	/** Output of the first input item; the input's `order` is added where the operation keeps it. */
	output: (given: IDataObject) => IDataObject[];
	/** Has the Simplify switch. */
	simplifies?: true;
	/** WeChat only says “ok”: the input's fields stay. */
	keepsInput?: true;
	/** Calls whose failure is no failure of the operation: it goes on without, or says so in its item. */
	bears?: string[];
	/** The same for a partner (`merchantType`), where the operation has both. */
	partner?: Partial<Pick<Case, 'given' | 'parameters' | 'output' | 'after'>>;
	/** What is different in WeChat afterwards, or what else there is to see. */
	after?: (given: IDataObject, wechat: Wechat, output: INodeExecutionData[]) => Promise<void>;
}

/** What is WeChat's own: its ids, and its times. */
export const text = expect.stringMatching(/./);
export const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);

export const withFile = async (): Promise<Partial<INodeExecutionData>> => ({
	binary: { data: await binary(files.jpg, 'tea.jpg', 'image/jpeg') },
});

/** What a chooser stores. */
export const choose = (value: unknown, mode = 'id') => ({ __rl: true, mode, value });
