// Loads one node as n8n does at its start: requires its file, makes it, and writes down what the editor downloads.
// Arguments: the folder whose n8n-workflow is used, then pairs of file and class. Prints {ms, bytes, properties}.
const { createRequire } = require('node:module');
const { join } = require('node:path');

const [home, ...pairs] = process.argv.slice(2);
// Every node needs it, and n8n has it in memory already.
createRequire(join(home, 'package.json'))('n8n-workflow');

const begin = process.hrtime.bigint();
const descriptions = [];
for (let index = 0; index < pairs.length; index += 2) {
	const node = new (require(pairs[index])[pairs[index + 1]])();
	descriptions.push(node.description);
}
const text = JSON.stringify(descriptions);
const ms = Number(process.hrtime.bigint() - begin) / 1e6;
console.log(JSON.stringify({ ms, bytes: Buffer.byteLength(text), properties: descriptions.reduce((sum, { properties = [] }) => sum + properties.length, 0) }));
