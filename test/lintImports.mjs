// Lints one import at a time, for layers.test.ts: ESLint's configuration is an ES module, which jest cannot load.
// stdin: [[file that imports, what it imports], …]; stdout: the rules that each of them breaks.
import { readFileSync } from 'node:fs';
import { ESLint } from 'eslint';

const eslint = new ESLint();
const broken = [];
for (const [filePath, imported] of JSON.parse(readFileSync(0, 'utf8'))) {
	const [{ messages }] = await eslint.lintText(`import * as it from '${imported}';\nexport { it };\n`, { filePath });
	broken.push(messages.map(({ ruleId }) => ruleId));
}
console.log(JSON.stringify(broken));
