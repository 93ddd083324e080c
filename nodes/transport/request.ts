import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import type { Part } from '../protocol/multipart';

/** A request's body as it goes out, and the certificate that shows who sends it, where one is asked for. */
export interface Written {
	body: string;
	contentType: string;
	agentOptions?: IHttpRequestOptions['agentOptions'];
}

/** One HTTP call, before the host and the token or signature are added. */
export interface WireRequest {
	method: 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT';
	/** Percent-encoded. */
	path: string;
	query?: IDataObject;
	/** An object, or JSON as it is to go out. */
	body?: IDataObject | string;
	/** Where in `body` something stands that only WeChat may read: paths, through lists too (`transfer_detail_list.user_name`). */
	encrypted?: string[];
	/** Multipart parts instead of `body`. */
	parts?: Part[];
	/** May be done again when it is unknown whether it was done; a GET always may. */
	repeatable?: boolean;
	/** WeChat recognizes the repetitions of this call, but not that of a later execution, which may do it a second time. */
	onlyHere?: boolean;
	/** What a write makes: its number protects it from being made twice, and it is looked up by it when no answer came. */
	makes?: { what: string; number: IDataObject; lookUp?: string };
	/** Milliseconds after which the answer is of no use. */
	patience?: number;
	/** The request itself says who calls: nothing is added, and no token is fetched for it. */
	withoutToken?: boolean;
	/** A file may come, which takes its time. */
	large?: boolean;
}

/** The body as JSON, in raw UTF-8: WeChat takes \uXXXX escapes for literal text (40033). */
export function asJson({ body = {} }: Pick<WireRequest, 'body'>): Written {
	return { body: typeof body === 'string' ? body : JSON.stringify(body), contentType: 'application/json; charset=utf-8' };
}

/** Reads, and writes that come to the same when done twice. */
export function isRepeatable({ method, repeatable }: WireRequest): boolean {
	return repeatable ?? method === 'GET';
}
