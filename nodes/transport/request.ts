import type { IDataObject } from 'n8n-workflow';
import type { Part } from '../protocol/multipart';

/** One HTTP call, before the host and the token or signature are added. */
export interface WireRequest {
	method: 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT';
	/** Percent-encoded. */
	path: string;
	query?: IDataObject;
	/** An object, or JSON as it is to go out. */
	body?: IDataObject | string;
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

/** Reads, and writes that come to the same when done twice. */
export function isRepeatable({ method, repeatable }: WireRequest): boolean {
	return repeatable ?? method === 'GET';
}
