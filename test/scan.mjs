// Runs n8n's scanner of community packages, for package.test.ts: it is an ES module, which jest cannot load.
// node test/scan.mjs <folder> [pattern…]; without patterns what it looks at in sources. Prints what it finds.
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';

const [folder, ...patterns] = process.argv.slice(2);
const { passed, message, details } = await analyzePackage(folder, patterns.length > 0 ? patterns : SOURCE_FILE_PATTERNS);
console.log(passed ? 'passed' : `${message}\n${details ?? ''}`);
