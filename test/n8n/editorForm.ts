import type { Locator, Page } from 'playwright-core';

/** A node's form, filled as people fill it. Fields go by their names; `nth` counts those of one name, from 0. */
export interface EditorForm {
	/** Chooses an option. */
	choose(field: string, option: string, nth?: number): Promise<void>;
	fill(field: string, value: string, nth?: number): Promise<void>;
	/** Adds an entry to a list by its button. */
	add(button: string): Promise<void>;
	/** Chooses an entry of a list that is loaded from the account. */
	pick(field: string, entry: string): Promise<void>;
	/** What stands above a field, as far as the panel is wide enough to show it. */
	labels(): Promise<string[]>;
	/** Runs the node: its output panel. */
	execute(): Promise<Locator>;
}

export function editorForm(page: Page): EditorForm {
	const form = page.getByTestId('node-parameters').first();
	const field = (name: string, nth = 0): Locator => form.getByTestId(`parameter-input-${name}`).nth(nth);
	return {
		async choose(name, option, nth) {
			await field(name, nth).click();
			await page.locator('.el-select-dropdown__item:visible').filter({ has: page.getByText(option, { exact: true }) }).click();
		},
		fill: async (name, value, nth) => await field(name, nth).locator('input, textarea').first().fill(value),
		add: async (button) => await form.getByText(button, { exact: true }).last().click(),
		async pick(name, entry) {
			await form.getByTestId(`resource-locator-${name}`).getByTestId('rlc-input').click();
			await page.getByTestId('rlc-item').filter({ hasText: entry }).click();
		},
		labels: async () => (await form.locator('label').allInnerTexts()).map((label) => label.trim().split('\n')[0]),
		async execute() {
			await page.getByTestId('node-execute-button').first().click();
			return page.locator('[data-test-id="ndv-output-panel"], [data-test-id="output-panel"]').first();
		},
	};
}
