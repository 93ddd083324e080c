import type { Execution } from '../privateN8n/executions';

export type Json = Record<string, any>;

export interface Item {
	json: Json;
	binary?: Json;
}

/** The execution, if it came to a good end. */
export function good(execution: Execution): Execution {
	expect([execution.status, execution.data.resultData.error]).toEqual(['success', undefined]);
	return execution;
}

/** What came out of a node the first time it ran, of its first output unless told. */
export function itemsOf({ data }: Execution, name: string, output = 0): Item[] {
	return (data.resultData.runData[name] as any)?.[0].data?.main[output] ?? [];
}

export const jsonOf = (execution: Execution, name: string, output = 0): Json[] => itemsOf(execution, name, output).map(({ json }) => json);

/** Whether a node ran at all. */
export const ran = ({ data }: Execution, name: string): boolean => name in data.resultData.runData;

/** In whose words an execution failed. */
export const errorOf = ({ data }: Execution): string => String((data.resultData.error as Error | undefined)?.message ?? '');
