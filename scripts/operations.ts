/** `npm run operations`: one JSON line per operation and endpoint. `npm run operations -- --table`: the table of the README. */
import { operations, table } from '../test/inventory/operations';

const lines = process.argv.includes('--table')
	? table()
	: operations().map((operation) => JSON.stringify(operation));
console.log(lines.join('\n'));
