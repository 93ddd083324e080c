/** A long text behind a short key (wechat-api.md C.5, "shortKey"). */
export interface LongText {
	long_data: string;
	create_time: number;
	/** In ms. */
	expiresAt: number;
}
