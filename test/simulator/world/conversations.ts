/** One line in the chat between a follower and the account. */
export interface Message {
	n: number;
	at: number;
	appid: string;
	openid: string;
	from: 'follower' | 'account' | 'wechat';
	/** How it came: pushed to the account, answered within five seconds, or sent by API; a notice is WeChat's own. */
	via: 'push' | 'passive' | 'customer_service' | 'broadcast' | 'preview' | 'template' | 'notice' | 'menu';
	type: string;
	/** The message as it went over the wire. */
	content: Record<string, unknown>;
}

/** Every chat of every account, oldest first. */
export class Conversations {
	private readonly chats = new Map<string, Message[]>();
	private count = 0;

	constructor(private readonly tell: (message: Message) => void) {}

	add(message: Omit<Message, 'n'>): void {
		const numbered = { ...message, n: ++this.count };
		const chat = this.chats.get(message.openid);
		if (chat) chat.push(numbered);
		else this.chats.set(message.openid, [numbered]);
		this.tell(numbered);
	}

	/** By openid; of one account or one follower if asked. */
	list({ appid, openid }: { appid?: string; openid?: string } = {}): Record<string, Message[]> {
		const wanted = [...this.chats].filter(
			([id, [first]]) => (!openid || id === openid) && (!appid || first.appid === appid),
		);
		return Object.fromEntries(wanted);
	}
}
