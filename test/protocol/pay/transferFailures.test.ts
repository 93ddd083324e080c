import { failureText } from '../../../nodes/protocol/pay/transferFailures';

test('a reason in plain words, and null for one that is none or not known', () => {
	expect(failureText('NAME_NOT_CORRECT')).toBe('The name is not that of the customer. Ask for the real name.');
	expect([undefined, null, '', 'SOMETHING_NEW', 'constructor'].map(failureText)).toEqual([null, null, null, null, null]);
});
