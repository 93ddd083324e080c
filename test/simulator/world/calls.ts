/** One call of the API, as the log shows it. */
export interface Call {
	n: number;
	at: number;
	method: string;
	path: string;
	/** Whose token or App ID it carried, if known. */
	appid?: string;
	/** Without the token and the secret. */
	query: Record<string, string>;
	/** The JSON, or what was in the form; secrets are masked. */
	body?: unknown;
	status?: number;
	errcode?: number;
	/** Whose call of WeChat Pay it was, and WeChat Pay's no. */
	mchid?: string;
	code?: string;
	/** The answer, shortened; files are named by type and size. */
	answer?: string;
	/** The connection was cut without an answer. */
	cut?: boolean;
}

/** The log of every API call, token calls included. */
export class Calls {
	private list: Call[] = [];
	private count = 0;

	constructor(private readonly tell: (call: Call) => void) {}

	start(call: Omit<Call, 'n'>): Call {
		const numbered: Call = { n: ++this.count, ...call };
		this.list.push(numbered);
		return numbered;
	}

	finish(call: Call, result: Partial<Call>): void {
		Object.assign(call, result);
		this.tell(call);
	}

	since(n: number): Call[] {
		return this.list.filter((call) => call.n > n);
	}

	/** Empties the log; numbering goes on, so that `since` stays true. */
	clear(): void {
		this.list = [];
	}
}
