/** Ends something that was started. */
export type Close = () => Promise<unknown>;

/** What has been started, to be ended in the reverse order whatever fails on the way. */
export class Closing {
	private readonly list: Close[] = [];

	add(close: Close): void {
		this.list.push(close);
	}

	/** @throws the first error, after everything was tried */
	async all(): Promise<void> {
		const errors: unknown[] = [];
		for (const close of this.list.splice(0).reverse()) await close().catch((error: unknown) => errors.push(error));
		if (errors.length > 0) throw errors[0];
	}
}
