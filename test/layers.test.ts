import { spawnSync } from 'node:child_process';

/** [file that imports, what it imports]: existing files, since the rule follows an import to its file. */
const ALLOWED = [
	['credentials/New.credentials.ts', '../nodes/protocol/xml'],
	['credentials/New.credentials.ts', 'n8n-workflow'],
	['nodes/WechatTrigger/New.ts', '../operation/operation'],
	['nodes/WechatTrigger/New.ts', '../transport/wechat'],
	['nodes/WechatTrigger/New.ts', '../protocol/xml'],
	['nodes/operation/new.ts', '../transport/client'],
	['nodes/operation/fields/new.ts', '../../protocol/xml'],
	['nodes/transport/new.ts', '../protocol/xml'],
	['nodes/webhook/new.ts', '../transport/client'],
	['nodes/protocol/new.ts', './xml'],
	['nodes/protocol/new.ts', 'node:crypto'],
	['nodes/protocol/xml.ts', 'fast-xml-parser'],
	['test/simulator/new.ts', '../../nodes/protocol/xml'],
	['test/protocol/new.test.ts', '../../nodes/operation/operation'],
];

const REFUSED = [
	['credentials/New.credentials.ts', '../nodes/transport/client'],
	['credentials/New.credentials.ts', 'node:crypto'],
	['nodes/WechatTrigger/New.ts', '../../credentials/WechatApi.credentials'],
	['nodes/WechatTrigger/New.ts', '../WechatOfficialAccount/WechatOfficialAccount.node'],
	['nodes/operation/new.ts', '../WechatTrigger/events'],
	['nodes/operation/new.ts', '../../test/layers.test'],
	['nodes/operation/new.ts', 'node:fs'],
	['nodes/transport/new.ts', '../operation/operation'],
	['nodes/webhook/new.ts', '../operation/operation'],
	['nodes/protocol/new.ts', '../transport/client'],
	['nodes/protocol/new.ts', 'n8n-workflow'],
	['nodes/protocol/new.ts', 'fast-xml-parser'],
	['nodes/protocol/new.ts', 'axios'],
	['test/simulator/new.ts', '../../nodes/transport/client'],
];

const LAYER_RULES = ['import-x/no-restricted-paths', 'no-restricted-imports'];

function brokenRules(cases: string[][]): string[][] {
	const run = spawnSync(process.execPath, ['test/lintImports.mjs'], {
		input: JSON.stringify(cases),
		encoding: 'utf8',
		// n8n's lint rules take every file for a node when it says "test".
		env: { ...process.env, NODE_ENV: undefined },
	});
	if (run.status !== 0) throw new Error(run.stderr);
	return JSON.parse(run.stdout) as string[][];
}

describe('who may import whom', () => {
	const broken = brokenRules([...ALLOWED, ...REFUSED]);
	const named = (cases: string[][]): Array<{ file: string; imported: string }> =>
		cases.map(([file, imported]) => ({ file: file!, imported: imported! }));

	test.each(named(ALLOWED).map((it, index) => ({ ...it, rules: broken[index] })))(
		'$file may import $imported',
		({ rules }) => expect(rules).toEqual([]),
	);

	test.each(named(REFUSED).map((it, index) => ({ ...it, rules: broken[ALLOWED.length + index] })))(
		'$file may not import $imported',
		({ rules }) => expect(LAYER_RULES.some((rule) => rules?.includes(rule))).toBe(true),
	);
});
