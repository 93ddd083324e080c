import { withFile, type Case } from '../case';

export const cases: Record<string, Case> = {
	'wechatOfficialAccount image recognize': {
		input: withFile,
		parameters: () => ({ kind: 'codes', pictureSource: 'binary' }),
		output: () => [
			{ kind: 'codes', found: 2, index: 1, type_name: 'QR_CODE', data: 'https://lotus-tea.example.com/t/7' },
			{ kind: 'codes', found: 2, index: 2, type_name: 'EAN13', data: '6900000000007' },
		],
		keepsInput: true,
		simplifies: true,
	},
};
