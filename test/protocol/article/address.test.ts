import { isAddress, withProtocol } from '../../../nodes/protocol/article/address';

test.each([
	['https://shop.example/tea.jpg', true],
	['HTTP://shop.example/tea.jpg', true],
	['//shop.example/tea.jpg', true],
	['/images/tea.jpg', false],
	['tea.jpg', false],
	['data:image/png;base64,iVBORw0=', false],
	['cid:tea.jpg@01DB5A', false],
])('%s is an address of the web: %s', (source, expected) => {
	expect(isAddress(source)).toBe(expected);
});

test.each([
	['//shop.example/tea.jpg', 'https://shop.example/tea.jpg'],
	['http://shop.example/tea.jpg', 'http://shop.example/tea.jpg'],
])('%s is fetched as %s', (source, address) => {
	expect(withProtocol(source)).toBe(address);
});
