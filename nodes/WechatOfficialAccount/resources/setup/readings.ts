import type { IDataObject } from 'n8n-workflow';
import { hint } from '../../../protocol/errcodes/hints';
import type { Finding } from './probe';

/** How many there are: of a number, or of a list. */
export function counted(
	of: (answer: IDataObject) => unknown,
	one: string,
	many: string,
): (answer: IDataObject) => Finding {
	return (answer) => {
		const found = of(answer);
		const count = Array.isArray(found) ? found.length : Number(found ?? 0);
		return { allowed: true, detail: `${grouped(count)} ${count === 1 ? one : many}` };
	};
}

/** `ip_list` of get_api_domain_ip and getcallbackip (wechat-api.md A). */
export function addresses({ ip_list }: IDataObject): Finding {
	return { allowed: true, detail: listOf(ip_list).join(', ') };
}

/** `quota` of openapi/quota/get (wechat-api.md A). */
export function quota(answer: IDataObject): Finding {
	if (!answer.quota) return { allowed: true };
	const { daily_limit, remain } = answer.quota as Record<string, number>;
	const detail = `${grouped(remain)} of ${grouped(daily_limit)} left today`;
	if (daily_limit === 0) return { allowed: false, why_not: 'The daily quota of this account is 0', what_to_do: hint(48001, ''), detail };
	if (remain <= 0) return { allowed: false, why_not: 'The daily quota is used up', what_to_do: hint(45009, ''), detail };
	return { allowed: true, detail };
}

/** stable_token; `expires_in` is in seconds (wechat-api.md A). The token itself goes nowhere. */
export function tokenLife({ access_token, expires_in }: IDataObject): Finding {
	if (!access_token) {
		return {
			allowed: null,
			why_not: 'The answer holds no access token, so it is not from WeChat',
			what_to_do: 'Check the Base URL in the credential, and the relay behind it.',
		};
	}
	return { allowed: true, detail: `Good for another ${Math.floor(Number(expires_in) / 60)} minutes, and renewed by itself` };
}

/** get_current_selfmenu_info: what followers see, made by an API or by hand (wechat-api.md C.4). */
export function menu({ is_menu_open, selfmenu_info }: IDataObject): Finding {
	const entries = listOf((selfmenu_info as IDataObject | undefined)?.button).length;
	const shown = `Followers see a menu with ${entries} main ${entries === 1 ? 'entry' : 'entries'}`;
	return { allowed: true, detail: Number(is_menu_open) === 1 ? shown : 'No menu is shown to followers' };
}

interface Dns {
	ip: string;
	real_operator: string;
}

interface Ping {
	ip: string;
	from_operator: string;
	package_loss: string;
	time: string;
}

const WHAT_IT_PROVES =
	'WeChat only looks up and pings the host of the Server URL: whether the WeChat Trigger answers, it tries when you save the Server URL in the WeChat console';

/** callback/check: by operator, how the host of the Server URL was found and reached (wechat-api.md A). */
export function reachability(answer: IDataObject): Finding {
	const dns = listOf(answer.dns) as Dns[];
	const ping = listOf(answer.ping) as Ping[];
	const found = dns.map(({ ip, real_operator }) => `${ip} (${real_operator})`);
	const pings = ping.map(
		({ ip, from_operator, package_loss, time }) => `${from_operator} to ${ip}: ${package_loss} lost, ${time}`,
	);
	const facts = [found.length > 0 && `Host: ${found.join(', ')}`, pings.length > 0 && `Ping from ${pings.join('; ')}`];
	const detail = [...facts.filter(Boolean), WHAT_IT_PROVES].join('. ');
	if (dns.length === 0) {
		return {
			allowed: false,
			why_not: 'WeChat found no address for the host of the Server URL',
			what_to_do: 'Check the domain of the Server URL in the WeChat console (服务器配置, of a Mini Program 消息推送), and its DNS record at your provider.',
			detail,
		};
	}
	if (ping.some(({ package_loss }) => Number.parseFloat(package_loss) < 100)) return { allowed: true, detail };
	return {
		allowed: null,
		why_not: "None of WeChat's pings came back",
		what_to_do:
			'Many firewalls drop pings, so this may be harmless: save the Server URL in the WeChat console once more, which calls the trigger. If that fails too, let the addresses of WeChat that call n8n through to port 80 or 443.',
		detail,
	};
}

function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

function grouped(count: number): string {
	return count.toLocaleString('en');
}
