/** A misfortune waiting for the next calls of a path. */
export interface Fault {
	path: string;
	errcode?: number;
	status?: number;
	body?: string;
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

	take(path: string): Fault | undefined {
		const fault = this.list.find((one) => one.path === path);
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
