import type { FormFile } from '../http/multipart';
import type { Outgoing } from '../http/message';
import type { Account } from '../world/account';
import type { World } from '../world/world';

/** A call that passed every gate: right method, live token, permission, quota, parameters as documented. */
export interface Context<B = Record<string, unknown>> {
	world: World;
	/** Whose call it is. Absent only where no token is needed. */
	account: Account;
	query: Record<string, string>;
	body: B;
	/** Form fields and files of an upload. */
	fields: Record<string, string>;
	files: FormFile[];
	/** The body where it is plain text. */
	text: string;
	now: number;
	ip: string;
}

/** What an endpoint answers: JSON, or a file. */
export type Result = Record<string, unknown> | { file: Outgoing };

/** Endpoints by path. Each takes the body its inventory record describes. */
export type Endpoints = Record<string, (context: Context<never>) => Result>;

/** `{"errcode":0,"errmsg":"ok"}` */
export const OK = { errcode: 0, errmsg: 'ok' };
