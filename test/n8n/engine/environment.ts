import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Before n8n-core is loaded: it writes its settings and binary files into its own folder, never into the user's ~/.n8n. */
const folder = mkdtempSync(join(tmpdir(), 'n8n-engine-'));
process.env.N8N_USER_FOLDER = folder;
process.env.N8N_ENCRYPTION_KEY ??= 'engine tests: no secret of anybody';

afterAll(() => rmSync(folder, { recursive: true, force: true }));
