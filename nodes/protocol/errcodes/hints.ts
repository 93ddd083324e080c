import { meaning, reaction } from './errcodes';
import { furtherCodes } from './furtherCodes.data';
import { hints, hintsByReaction } from './hints.data';
import { hintsByAccountType } from './hintsByAccountType.data';

/**
 * What the user can do about WeChat's answer: one sentence or two, for someone who does not program.
 * @param accountType the credential's Account Type, where what to do depends on it
 */
export function hint(errcode: number, errmsg: string, accountType = ''): string {
	const written = hintsByAccountType[errcode]?.[accountType] ?? hints[errcode] ?? furtherCodes[errcode]?.hint;
	if (written) return written.replace('{ip}', callerIp(errmsg) ?? 'the IP address of this n8n server');

	const known = reaction(errcode);
	if (known) return `WeChat says: ${meaning(errcode)}. ${hintsByReaction[known]}`;

	return `Look up ${errcode} at https://developers.weixin.qq.com/doc/oplatform/developers/errCode/${diagnosis(errmsg)}`;
}

/** WeChat writes `invalid ip 47.1.2.3 ipv6 ::ffff:47.1.2.3, not in whitelist`. Of a mapped address it wants the IPv4 only. */
function callerIp(errmsg: string): string | undefined {
	const v4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/.exec(errmsg)?.[0];
	const v6 = /ip(?:v6)?:? ?((?:[\da-f]*:){2,7}[\da-f]*)(?![\da-f:.])/i.exec(errmsg)?.[1];
	return [v4, v6].filter(Boolean).join(' and ') || undefined;
}

function diagnosis(errmsg: string): string {
	const rid = /\brid: ?([\w-]{1,60})/.exec(errmsg)?.[1];
	return rid ? `, or look into the call ${rid} at https://developers.weixin.qq.com/console/devtools/debug` : '';
}
