import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { payVectors } from '../vectors';

/** Known answers that nobody asks for prove nothing. */
const tests = readdirSync(__dirname)
	.filter((file) => file !== 'vectors.test.ts')
	.map((file) => readFileSync(join(__dirname, file), 'utf8'))
	.join('\n');

const { note: _, ...vectors } = payVectors;

test.each(Object.keys(vectors))('the vector %s is used by a test here', (name) => {
	expect(tests).toMatch(new RegExp(`payVectors\\.${name}\\b`));
});
