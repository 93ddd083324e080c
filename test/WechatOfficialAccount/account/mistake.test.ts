import { masked } from '../../../nodes/WechatOfficialAccount/resources/account/mask';
import { mistakeIn } from '../../../nodes/WechatOfficialAccount/resources/account/mistake';

const rid = '6207df1a-08ef8516-2a6c18c6';

describe('code and rid', () => {
	test.each<[string, number | null, string | null]>([
		['48001', 48001, null],
		[' 48001 ', 48001, null],
		['-1', -1, null],
		['0', 0, null],
		['268485194', 268485194, null],
		[`48001 api unauthorized rid: ${rid}`, 48001, rid],
		[`api unauthorized rid: ${rid}`, null, rid],
		[rid, null, rid],
		[`RID: ${rid.toUpperCase()}`, null, rid.toUpperCase()],
		[`WeChat refused: api unauthorized (48001)`, 48001, null],
		['WeChat refused: system error (-1)', -1, null],
		[`{"errcode":40003,"errmsg":"invalid openid rid: ${rid}"}`, 40003, rid],
		['{"errcode": "40003"}', 40003, null],
		['{\\"errcode\\":40003}', 40003, null],
		['errcode=45009', 45009, null],
		['invalid ip 47.1.2.3 ipv6 ::ffff:47.1.2.3, not in whitelist (40164)', 40164, null],
		['code 40164, ip 47.1.2.3', 40164, null],
		['the call failed with 45015 for order 20261122', 45015, null],
		['rid: 61725984-61266698-04031904', null, '61725984-61266698-04031904'],
		['something went wrong', null, null],
		['2 messages failed', null, null],
		['order 20261122', null, null],
		['10.0.0.48001', null, null],
	])('%s', (text, errcode, found) => expect(mistakeIn(text)).toEqual({ errcode, rid: found }));
});

test.each([
	['access_token=98_abc-DEF&appid=wx1', 'access_token=***&appid=wx1'],
	['{"appid":"wx1","secret":"0f3c2b6a"}', '{"appid":"wx1","secret":"***"}'],
	['{"appsecret": "0f3c2b6a", "a":1}', '{"appsecret": "***", "a":1}'],
	['{\\"access_token\\":\\"98_abc\\",\\"expires_in\\":7200}', '{\\"access_token\\":\\"***\\",\\"expires_in\\":7200}'],
	['refresh_token=abc&session_key=x/y==', 'refresh_token=***&session_key=***'],
	['{"ticket":"sM4AOVdWfPE4","jsapi_ticket":"kgt8ON7yVITD","expires_in":7200}', '{"ticket":"***","jsapi_ticket":"***","expires_in":7200}'],
	['{"errcode":45157,"errmsg":"invalid tag name"}', '{"errcode":45157,"errmsg":"invalid tag name"}'],
	['the word known-secret-of-ours anywhere', 'the word *** anywhere'],
])('%s is shown as %s', (text, shown) => expect(masked(text, ['known-secret-of-ours'])).toBe(shown));
