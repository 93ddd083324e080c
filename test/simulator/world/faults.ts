/** A misfortune waiting for the next calls of a path. */
export interface Fault {
	path: string;
	errcode?: number;
	status?: number;
	body?: string;
	/** WeChat Pay's no: code and message, with the status that belongs to the code unless one is given. */
	code?: string;
	message?: string;
	/** How the signature of a good answer of WeChat Pay is spoilt. */
	badSignature?: true | 'missing' | 'signtest' | 'serial' | 'timestamp';
	/** Milliseconds to wait before anything else. */
	hang?: number;
	/** Do what was asked, then cut the connection without an answer. */
	drop?: boolean;
	/** Calls that go well before. */
	skip?: number;
	times: number;
}

/** Faults that the control API ordered, used up one by one. */
export class Faults {
	private list: Fault[] = [];

	add(fault: Fault): void {
		this.list.push(fault);
	}

	/** `template`: the documented path, where the path itself holds a number. */
	take(path: string, template = path): Fault | undefined {
		const fault = this.list.find((one) => one.path === path || one.path === template);
		if (fault?.skip) {
			fault.skip--;
			return undefined;
		}
		if (fault && --fault.times <= 0) this.list = this.list.filter((one) => one !== fault);
		return fault;
	}

	clear(): void {
		this.list = [];
	}
}
