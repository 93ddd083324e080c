import { jsSdkSignature } from '../../nodes/protocol/jsSdk';

/** WeChat's own example, on the page of the JS-SDK (appendix 1). */
const example = {
	ticket: 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
	nonceStr: 'Wm3WZYTPz0wzccnW',
	timestamp: 1414587457,
	url: 'http://mp.weixin.qq.com?params=value',
};
const SIGNATURE = '0f9de62fce790f9a083d5c99e95740ceb90c27ed';

test('signs WeChat’s own example as WeChat does', () => {
	expect(jsSdkSignature(example)).toBe(SIGNATURE);
});

test('what is behind # does not count, and everything before it does', () => {
	expect(jsSdkSignature({ ...example, url: `${example.url}#top?a=1#b` })).toBe(SIGNATURE);
	expect(jsSdkSignature({ ...example, url: `${example.url}/` })).not.toBe(SIGNATURE);
});
