import type { IBinaryKeyData, IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Client } from '../transport/client';
import type { Credentials, Refusal } from '../transport/product';
import type { WireRequest } from '../transport/request';

/** What the user entered for one item, by field name; a hidden or empty field is absent. */
export type Parameters = Record<string, unknown>;

/**
 * A property that goes on the wire under its own name: GET → query, POST → JSON body.
 * A literal n8n property, so that lint sees it.
 */
export interface WireField extends INodeProperties {
	/**
	 * Where the value goes when that is not the field's own name: a path (`amount.total`,
	 * `news.articles.0.url`, `{msgtype}.title` with another field's value in it), or `false` for a
	 * field that shapes the operation without being sent.
	 */
	at?: string | false;
	/** WeChat takes an empty text here, and it means something (a remark is cleared). */
	sendEmpty?: true;
	/** What is sent for a value that WeChat writes otherwise: `{ true: 1, false: 0 }`; `number` for an ID that WeChat counts. */
	sendAs?: Record<string, unknown> | 'number';
	/** WeChat's limit. */
	max?: { bytes?: number; characters?: number };
	/** What WeChat takes; `words` goes on after "must be …". */
	matches?: { pattern: RegExp; words: string };
	/** Blanks and line ends around it are none of it: they come along when an ID is pasted, or from a sheet. */
	trims?: true;
	/** What is surely a mistake; `words` goes on after the field's name. */
	refuses?: { pattern: RegExp; words: string };
	/** The text holds several values, separated by commas, spaces or lines; an expression may yield a list. */
	list?: true;
	/** A name, a phone or account number that WeChat Pay wants encrypted. */
	encrypted?: true;
}

/** Several properties that are read as one value: a recipient, a file, a tag (design.md §1, "Field kinds"). */
export interface FieldKind {
	/** WeChat's parameter name: the key under which the value is found. */
	name: string;
	at?: string | false;
	properties: INodeProperties[];
	/** What reading it may call. */
	endpoints?: string[];
	displayOptions?: INodeProperties['displayOptions'];
	/** The value to send; `undefined` sends nothing. Throws `InvalidInput` for the user's mistakes. */
	read(call: Call): Promise<unknown>;
}

export type Field = WireField | FieldKind;

/** How a list that comes in pages is asked for and read; the paths are paths of the answer. */
export type Page =
	/** Without a total, the page after the last has to be asked for. */
	| { items: string; cursor: string; next: string; total?: string }
	/** Without a total, a page that is not full is the last. */
	| { items: string; offset: string; count: string; size: number; total?: string };

/** One call of the documented API. Fields fill it; the keys below are the exceptions. */
export interface Request {
	method: WireRequest['method'];
	/** A field's name in braces stands for its value: `/v3/refund/domestic/refunds/{out_refund_no}`. */
	path: string;
	/** What is sent besides the fields: the merchant's number. */
	fixed?: IDataObject;
	/** Where a field kind's value holds something that only WeChat may read: paths, through lists too (`transfer_detail_list.user_name`). */
	encrypted?: string[];
	/** A POST that says all in its path. */
	bodiless?: true;
	/** Fields that a POST takes in its query. */
	query?: string[];
	/** The field whose value is an `OutgoingFile`: the request becomes a multipart form, with the file under the field's name. */
	file?: string;
	/** Path of a list in the answer: one item per element. */
	items?: string;
	page?: Page;
	/** A list of any length goes out in portions of as many as WeChat takes at a time. */
	portions?: { field: string; size: number };
	/** Reads, or writes that come to the same when done twice: may be repeated after an unknown result. */
	repeatable?: true;
	/** What is made, and the field with the number that keeps WeChat Pay from making it twice; how it is looked up, if not by Get. */
	makes?: { what: string; by: string; lookUp?: string };
}

/** One item of output: flat fields, and WeChat's own answer for *Simplify* off. */
export interface Result {
	json: IDataObject;
	raw?: unknown;
	binary?: IBinaryKeyData;
	/** The input item that it belongs to, where that is another than the one in hand. */
	item?: number;
	/** The same as `Call.facts`, for this item alone. */
	facts?: IDataObject;
	/** What is null in `json` stands too: the input's field of that name is about something else, such as an earlier message. */
	whole?: true;
}

/** What an operation has in hand while it handles one item. */
export interface Call {
	context: IExecuteFunctions;
	/** Index of the input item. */
	item: number;
	credentials: Credentials;
	client: Client;
	parameters: Parameters;
	/** The fields that are shown for these parameters. */
	shown: Field[];
	/** How many results the user wants; `Infinity` with Return All. */
	limit: number;
	/** Where the next run goes on with the list, as `run` found out. */
	next?: string | null;
	/** Whether an AI agent runs the node as its tool. */
	asTool: boolean;
	/** Facts for the output item that come up on the way (who was written to, a tester instead of the customer). */
	facts: IDataObject;
	/** Called when WeChat refuses: what was remembered of the refused thing is forgotten, a better hint is put in. */
	whenRefused: Array<(errcode: number | string, refusal: Refusal) => void>;
	/** The same promise for the same key within one execution of the node: names of tags are read once, not per item. */
	once<T>(key: string, make: () => Promise<T>): Promise<T>;
}

/** One thing a user can do. The editor, the request, the docs and the tests derive from it. */
export interface Operation {
	value: string;
	/** Title Case, n8n's words: Get Many, Create, Send. */
	name: string;
	/** Sentence case, for the node panel: "Update the remark of a follower". */
	action: string;
	description: string;
	fields: Field[];
	/** The call, or a choice among calls that depends on the parameters. */
	request?: Request | ((parameters: Parameters, credentials: Credentials) => Request);
	/** The last resort, for operations that make several calls. */
	run?: (call: Call) => AsyncIterable<Result> | Promise<Result[]>;
	/** Every endpoint that `run` or a chosen `request` may call, for the inventory: `POST /cgi-bin/tags/get`. */
	endpoints?: string[];
	/** Flattens an answer (or each element of its list) into the item that the next node gets. */
	simplify?: (answer: IDataObject, call: Call) => IDataObject;
	/** Shows the Simplify switch although `run` flattens by itself. */
	simplifies?: true;
	/** Files that go with the item. */
	attach?: (answer: IDataObject, call: Call) => Promise<IBinaryKeyData>;
	/** What the item says where WeChat only says "ok". */
	reports?: (call: Call) => IDataObject;
	/** WeChat only says "ok": the input item's fields are kept beside our own, which never overwrite them. */
	keepsInput?: true;
	/** With *Continue On Fail*: what an item that failed says in these columns, whatever came in with it. */
	whenFailed?: IDataObject;
	/** Spends its time waiting for somebody: the items wait side by side. */
	waits?: true;
	/** Works on all input items together: `run` is called once, with the first of them in hand. */
	takesAll?: true;
	/** `run` reads the fields by itself: where it takes all items, a mistake in one of them is not to end it. */
	readsFields?: true;
	/** The answer is a list of any length: Return All and Limit. */
	many?: true;
	/** With a Limit the list can be gone on with: each item gets `call.next` under this name, null when the list is complete. */
	cursor?: string;
	/** Cannot be taken back, always or with these values of a parameter: an AI agent needs the user's standing permission. */
	irreversible?: true | Record<string, string[]>;
}

/** A group of operations: one file in a node's `resources/`. */
export interface Resource {
	value: string;
	name: string;
	description?: string;
	operations: Operation[];
}

/** Whether a field is a kind rather than a plain property. */
export function isKind(field: Field): field is FieldKind {
	return 'read' in field;
}

/** A mistake of the user's that a sentence can put right: what is wrong, naming the field, and what to do. */
export class InvalidInput extends Error {
	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
	}
}
