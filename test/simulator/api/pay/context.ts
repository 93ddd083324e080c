import type { Outgoing } from '../../http/message';
import type { Form } from '../../http/multipart';
import type { Merchant } from '../../world/pay/merchant';
import type { World } from '../../world/world';

/** A call that passed every gate: rightly signed, documented, its parameters as documented. */
export interface PayContext<B = Record<string, unknown>> {
	world: World;
	merchant: Merchant;
	/** What stands in the path's placeholders. */
	path: Record<string, string>;
	query: Record<string, string>;
	body: B;
	/** Of an upload, which brings a file. */
	form: Form;
	/** Sensitive fields in clear, by their place in the body. */
	decrypted: Record<string, string>;
	now: number;
}

/** JSON; a file; or nothing, which is 204. */
export type PayResult = Record<string, unknown> | { file: Outgoing } | undefined;

/** Endpoints by method and path. Each takes the body its inventory record describes. */
export type PayEndpoints = Record<string, (context: PayContext<never>) => PayResult>;
