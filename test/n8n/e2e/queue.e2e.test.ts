import { soak } from '../soak/soak';

/** The large one is npm run soak. */
const PUSHES = 200;

it(
	'in queue mode everybody is answered once, though each worker is killed at its work',
	async () => {
		const { table, lost, violations } = await soak({ mode: 'queue', pushes: PUSHES, kills: 2, seed: 618, say: console.log });
		console.log([...lost, JSON.stringify(table, null, 2)].join('\n'));

		expect(violations).toEqual([]);
		expect(table).toMatchObject({ Pushes: PUSHES, Executions: PUSHES, 'Workers killed': 2, 'Access tokens': 2 });
		// Else it would have been another test than this.
		for (const what of ['Passive answers', 'Customer service answers', 'Executions in killed workers']) {
			expect([what, table[what]]).toEqual([what, expect.any(Number)]);
			expect(table[what]).toBeGreaterThan(0);
		}
	},
	900_000,
);
