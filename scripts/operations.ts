/**
 * `npm run operations`: one JSON line per operation and endpoint. `npm run operations -- --table`: the table of the
 * README. `npm run operations -- --details`: the lists of docs/operations.md.
 */
import { details, operations, table } from '../test/inventory/operations';

function lines(): string[] {
	if (process.argv.includes('--table')) return table();
	if (process.argv.includes('--details')) return details();
	return operations().map((operation) => JSON.stringify(operation));
}

console.log(lines().join('\n'));
