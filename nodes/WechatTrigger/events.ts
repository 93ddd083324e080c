import type { INodePropertyOptions } from 'n8n-workflow';

// The order is that of localeCompare, which n8n's lint asks for; the bracket keeps the first entry first.
export const eventOptions: INodePropertyOptions[] = [
	{
		name: '[All Messages and Events]',
		value: '*',
		description: 'Every message and event, also ones that WeChat adds later',
	},
	{
		name: 'Account: Name Approved',
		value: 'event.naming_verify_success',
		description:
			'When WeChat approves the name of the account during verification (naming_verify_success, 名称认证成功)',
	},
	{
		name: 'Account: Name Rejected',
		value: 'event.naming_verify_fail',
		description:
			'When WeChat rejects the name of the account during verification (naming_verify_fail, 名称认证失败)',
	},
	{
		name: 'Account: Papers Approved',
		value: 'event.qualification_verify_success',
		description:
			'When WeChat approves the company papers during verification, which unlocks the functions of a verified account (qualification_verify_success, 资质认证成功)',
	},
	{
		name: 'Account: Papers Rejected',
		value: 'event.qualification_verify_fail',
		description:
			'When WeChat rejects the company papers during verification (qualification_verify_fail, 资质认证失败)',
	},
	{
		name: 'Account: Verification Expired',
		value: 'event.verify_expired',
		description: 'When the verification of the account has run out (verify_expired, 认证过期失效)',
	},
	{
		name: 'Account: Yearly Renewal Due',
		value: 'event.annual_renew',
		description:
			'When the verification of the account must be renewed for the next year (annual_renew, 年审通知)',
	},
	{
		name: 'Card: Approved',
		value: 'event.card_pass_check',
		description: "When a coupon or card passes WeChat's review (card_pass_check, 卡券审核通过)",
	},
	{
		name: 'Card: Came to the Chat',
		value: 'event.user_enter_session_from_card',
		description:
			'When a follower opens the chat with the account from a coupon or card (user_enter_session_from_card, 从卡券进入公众号会话)',
	},
	{
		name: 'Card: Coupon Points Changed',
		value: 'event.card_pay_order',
		description:
			'When the balance of coupon points of the account changes (card_pay_order, 券点流水详情)',
	},
	{
		name: 'Card: Deleted by Customer',
		value: 'event.user_del_card',
		description: 'When a customer deletes a coupon or card (user_del_card, 删除卡券)',
	},
	{
		name: 'Card: Given to a Friend',
		value: 'event.user_gifting_card',
		description:
			'When a customer passes a coupon or card on to a friend (user_gifting_card, 转赠卡券)',
	},
	{
		name: 'Card: Member Card Opened',
		value: 'event.user_view_card',
		description:
			'When a customer opens a member card, if the card asks for this notice (user_view_card, 进入会员卡)',
	},
	{
		name: 'Card: Member Details Submitted',
		value: 'event.submit_membercard_user_info',
		description:
			'When a customer activates a member card or changes the details on it (submit_membercard_user_info, 会员卡激活)',
	},
	{
		name: 'Card: Member Points or Balance Changed',
		value: 'event.update_member_card',
		description:
			'When the points or the balance of a member card change (update_member_card, 会员卡内容更新)',
	},
	{
		name: 'Card: Received by Customer',
		value: 'event.user_get_card',
		description: 'When a customer adds a coupon or card to their wallet (user_get_card, 领取卡券)',
	},
	{
		name: 'Card: Redeemed',
		value: 'event.user_consume_card',
		description: 'When a coupon or card is redeemed (user_consume_card, 核销卡券)',
	},
	{
		name: 'Card: Rejected',
		value: 'event.card_not_pass_check',
		description:
			"When a coupon or card does not pass WeChat's review (card_not_pass_check, 卡券审核不通过)",
	},
	{
		name: 'Card: Stock Running Low',
		value: 'event.card_sku_remind',
		description:
			'When few pieces of a large coupon stock are left and customers keep claiming it (card_sku_remind, 库存报警)',
	},
	{
		name: 'Card: Sub-Merchant Reviewed',
		value: 'event.card_merchant_check_result',
		description:
			'When WeChat has reviewed a sub-merchant for coupons and cards (card_merchant_check_result, 子商户审核)',
	},
	{
		name: 'Card: Used to Pay a Bill',
		value: 'event.user_pay_from_pay_cell',
		description:
			'When a customer pays a bill from a coupon or card (user_pay_from_pay_cell, 微信买单)',
	},
	{
		name: 'Content Check: Image or Audio Checked',
		value: 'event.wxa_media_check',
		description:
			'When the check of an image or audio file that a Mini Program asked for is done (wxa_media_check, 内容安全异步检测)',
	},
	{
		name: 'Customer Service: Conversation Closed',
		value: 'event.kf_close_session',
		description:
			'When the conversation of a customer with a member of staff ends (kf_close_session, 关闭会话)',
	},
	{
		name: 'Customer Service: Conversation Started',
		value: 'event.kf_create_session',
		description:
			'When a member of staff takes over the conversation with a customer (kf_create_session, 接入会话)',
	},
	{
		name: 'Customer Service: Conversation Transferred',
		value: 'event.kf_switch_session',
		description:
			'When a conversation moves from one member of staff to another (kf_switch_session, 转接会话)',
	},
	{
		name: 'Customer Service: Opened Chat in Mini Program',
		value: 'event.user_enter_tempsession',
		description:
			'When a customer opens the customer service chat of a Mini Program (user_enter_tempsession, 进入客服会话)',
	},
	{
		name: 'Customer Service: Scanned QR Code of Sales Guide',
		value: 'event.guide_qrcode_scan_event',
		description:
			'When someone scans the QR code of a personal sales guide (guide_qrcode_scan_event, 扫顾问二维码)',
	},
	{
		name: 'Follow: Follower Scanned QR Code',
		value: 'event.scan',
		description:
			'When someone who already follows scans a QR code with a scene; who scans and then follows comes as a new follower (SCAN, 扫描带参数二维码)',
	},
	{
		name: 'Follow: New Follower',
		value: 'event.subscribe',
		description:
			'When someone follows the account, with the scene of the QR code if they came by one (subscribe, 关注)',
	},
	{
		name: 'Follow: Unfollowed',
		value: 'event.unsubscribe',
		description:
			'When someone stops following the account, after which their data has to be deleted (unsubscribe, 取消关注)',
	},
	{
		name: 'Gift Card: Accepted by Friend',
		value: 'event.giftcard_user_accept',
		description: 'When a friend accepts a gift card (giftcard_user_accept, 领取礼品卡)',
	},
	{
		name: 'Gift Card: Bought',
		value: 'event.giftcard_pay_done',
		description: 'When a customer has paid for a gift card (giftcard_pay_done, 购买礼品卡)',
	},
	{
		name: 'Gift Card: Sent to Friend',
		value: 'event.giftcard_send_to_friend',
		description:
			'When a customer sends a gift card to a friend or a group (giftcard_send_to_friend, 赠送礼品卡)',
	},
	{
		name: 'Invoice: Customer Answered Request',
		value: 'event.user_authorize_invoice',
		description:
			'When a customer has allowed or not allowed an electronic invoice for an order (user_authorize_invoice, 用户授权开票)',
	},
	{
		name: 'Invoice: Status Changed',
		value: 'event.update_invoice_status',
		description:
			'When the status of an electronic invoice changes (update_invoice_status, 发票状态更新)',
	},
	{
		name: 'Invoice: Title Submitted',
		value: 'event.submit_invoice_title',
		description:
			'When a customer hands in their invoice title and tax number (submit_invoice_title, 提交发票抬头)',
	},
	{
		name: 'Location: Reported by Follower',
		value: 'event.location',
		description:
			'When a follower who shares their position opens the chat, and every few seconds in it if set so in the console (LOCATION, 上报地理位置)',
	},
	{
		name: 'Menu: Opened Link',
		value: 'event.view',
		description: 'When a follower taps a menu entry that opens a web page (VIEW, 点击菜单跳转链接)',
	},
	{
		name: 'Menu: Opened Mini Program',
		value: 'event.view_miniprogram',
		description:
			'When a follower taps a menu entry that opens a Mini Program (view_miniprogram, 点击菜单跳转小程序)',
	},
	{
		name: 'Menu: Scanned a Code',
		value: 'event.scancode_push',
		description:
			'When a follower scans a code from a menu entry and WeChat opens the result (scancode_push, 扫码推事件)',
	},
	{
		name: 'Menu: Scanned a Code and Waits for Reply',
		value: 'event.scancode_waitmsg',
		description:
			"When a follower scans a code from a menu entry and waits for the account's answer (scancode_waitmsg, 扫码带提示)",
	},
	{
		name: 'Menu: Sent Location',
		value: 'event.location_select',
		description:
			'When a follower picks a place from a menu entry (location_select, 弹出地理位置选择器)',
	},
	{
		name: 'Menu: Sent Photo From Camera',
		value: 'event.pic_sysphoto',
		description:
			'When a follower takes a photo from a menu entry, with the photo itself following as an image message (pic_sysphoto, 系统拍照发图)',
	},
	{
		name: 'Menu: Sent Photo From Camera or Album',
		value: 'event.pic_photo_or_album',
		description:
			'When a follower takes or picks a photo from a menu entry, with the photo itself following as an image message (pic_photo_or_album, 拍照或者相册发图)',
	},
	{
		name: 'Menu: Sent Photo From WeChat Album',
		value: 'event.pic_weixin',
		description:
			'When a follower picks photos from the WeChat album from a menu entry, with the photos themselves following as image messages (pic_weixin, 微信相册发图)',
	},
	{
		name: 'Menu: Tapped Entry',
		value: 'event.click',
		description:
			'When a follower taps a menu entry with a key of its own, the usual way to ask for an answer (CLICK, 点击菜单拉取消息)',
	},
	{
		name: 'Message: Image',
		value: 'message.image',
		description: 'When a customer sends a picture in the chat (image, 图片消息)',
	},
	{
		name: 'Message: Link',
		value: 'message.link',
		description: 'When a follower sends a link card in the chat (link, 链接消息)',
	},
	{
		name: 'Message: Location',
		value: 'message.location',
		description: 'When a follower sends a place in the chat (location, 地理位置消息)',
	},
	{
		name: 'Message: Mini Program Card',
		value: 'message.miniprogrampage',
		description:
			'When a customer sends a page of the Mini Program in its chat (miniprogrampage, 小程序卡片消息)',
	},
	{
		name: 'Message: Short Video',
		value: 'message.shortvideo',
		description: 'When a follower sends a short video in the chat (shortvideo, 小视频消息)',
	},
	{
		name: 'Message: Text',
		value: 'message.text',
		description:
			'When a customer writes in the chat or taps an answer of a menu message (text, 文本消息)',
	},
	{
		name: 'Message: Video',
		value: 'message.video',
		description: 'When a follower sends a video in the chat (video, 视频消息)',
	},
	{
		name: 'Message: Voice',
		value: 'message.voice',
		description: 'When a follower sends a voice message in the chat (voice, 语音消息)',
	},
	{
		name: 'Mini Program: Appeal Updated',
		value: 'event.wxa_appeal_record',
		description:
			'When an appeal against a penalty is filed or decided (wxa_appeal_record, 小程序申诉记录)',
	},
	{
		name: 'Mini Program: Category Reviewed',
		value: 'event.wxa_category_audit',
		description:
			'When WeChat has reviewed a service category of the Mini Program (wxa_category_audit, 类目审核结果)',
	},
	{
		name: 'Mini Program: Name Reviewed',
		value: 'event.wxa_nickname_audit',
		description:
			'When WeChat has reviewed the name of the Mini Program (wxa_nickname_audit, 名称审核结果)',
	},
	{
		name: 'Mini Program: Paid Quota Running Out',
		value: 'event.charge_service_quota_notify',
		description:
			'When a paid package of the Mini Program, such as phone number checks, is nearly or fully used up (charge_service_quota_notify, 付费管理用量告警)',
	},
	{
		name: 'Mini Program: Privacy Access Reviewed',
		value: 'event.wxa_privacy_apply',
		description:
			'When WeChat has reviewed the request to use an interface that touches privacy (wxa_privacy_apply, 隐私权限审核结果)',
	},
	{
		name: 'Mini Program: Version Approved',
		value: 'event.weapp_audit_success',
		description:
			"When a new version of the Mini Program passes WeChat's review (weapp_audit_success, 代码审核通过)",
	},
	{
		name: 'Mini Program: Version Rejected',
		value: 'event.weapp_audit_fail',
		description:
			"When a new version of the Mini Program does not pass WeChat's review (weapp_audit_fail, 代码审核不通过)",
	},
	{
		name: 'Mini Program: Version Review Delayed',
		value: 'event.weapp_audit_delay',
		description:
			'When the review of a new version of the Mini Program takes longer (weapp_audit_delay, 代码审核延后)',
	},
	{
		name: 'Mini Program: Violation Recorded',
		value: 'event.wxa_illegal_record',
		description:
			'When WeChat records a violation of the Mini Program (wxa_illegal_record, 小程序违规记录)',
	},
	{
		name: 'Order: Bad Review',
		value: 'event.wxa_comment_bad_score',
		description:
			'When a customer of the Mini Program leaves a bad review (wxa_comment_bad_score, 差评通知)',
	},
	{
		name: 'Order: Paid in Old WeChat Shop',
		value: 'event.merchant_order',
		description:
			'When an order of the former WeChat shop of an Official Account is paid (merchant_order, 微信小店订单付款)',
	},
	{
		name: 'Order: Parcel Moved',
		value: 'event.add_express_path',
		description:
			'When a parcel that was handed in through WeChat moves on (add_express_path, 运单轨迹更新)',
	},
	{
		name: 'Order: Payments Restricted',
		value: 'event.wxa_trade_controlled',
		description:
			'When WeChat restricts payments in the Mini Program until it reports its shipping (wxa_trade_controlled, 小程序需接入订单发货管理)',
	},
	{
		name: 'Order: Settlement',
		value: 'event.trade_manage_order_settlement',
		description:
			'When an order of the Mini Program is about to be settled, after shipping, and when it has been settled (trade_manage_order_settlement, 订单结算)',
	},
	{
		name: 'Order: Shipping Overdue',
		value: 'event.trade_manage_remind_shipping',
		description:
			'When shipping has not been reported 48 hours after payment (trade_manage_remind_shipping, 提醒需要上传发货信息)',
	},
	{
		name: 'Order: Shipping Reports Required',
		value: 'event.trade_manage_remind_access_api',
		description:
			'When WeChat asks the Mini Program to start reporting its shipping, repeated daily until it does (trade_manage_remind_access_api, 提醒接入发货信息管理)',
	},
	{
		name: 'Privacy: Customer Closed WeChat Account',
		value: 'event.user_authorization_cancellation',
		description:
			'When a customer closes their WeChat account, after which their personal data has to be handled as the law asks (user_authorization_cancellation, 授权用户完成注销)',
	},
	{
		name: 'Privacy: Customer Withdrew Consent',
		value: 'event.user_authorization_revoke',
		description:
			'When a customer takes back permission to use their data, which has to be deleted then (user_authorization_revoke, 授权用户资料撤回)',
	},
	{
		name: 'Privacy: Profile Reset by WeChat',
		value: 'event.user_info_modified',
		description:
			'When WeChat has removed a risky nickname or profile picture of a customer, so stored copies should go too (user_info_modified, 授权用户资料变更)',
	},
	{
		name: 'Results: Article Publishing Finished',
		value: 'event.publishjobfinish',
		description:
			'When publishing an article has ended, well or not (PUBLISHJOBFINISH, also named FREEPUBLISHJOBFINISH, 发布结果)',
	},
	{
		name: 'Results: Broadcast Finished',
		value: 'event.masssendjobfinish',
		description:
			'When a broadcast has ended, with the number of people reached (MASSSENDJOBFINISH, 群发结果)',
	},
	{
		name: 'Results: Subscription Message Delivery',
		value: 'event.subscribe_msg_sent_event',
		description:
			'When a subscription message was delivered or could not be (subscribe_msg_sent_event, 发送订阅通知)',
	},
	{
		name: 'Results: Template Message Delivery',
		value: 'event.templatesendjobfinish',
		description:
			'When a template message was delivered or could not be (TEMPLATESENDJOBFINISH, 模板消息发送任务完成)',
	},
	{
		name: 'Short Drama: Review Status Changed',
		value: 'event.secvod_audit_event',
		description:
			'When the review of a short drama in the Mini Program moves on (secvod_audit_event, 短剧媒资审核状态)',
	},
	{
		name: 'Short Drama: Video Uploaded',
		value: 'event.secvod_upload_event',
		description:
			'When the upload of a short drama video has ended (secvod_upload_event, 短剧媒资上传完成)',
	},
	{
		name: 'Store: Connected to Wi-Fi',
		value: 'event.wificonnected',
		description: 'When someone joins the WeChat Wi-Fi of a store (WifiConnected, 微信连Wi-Fi)',
	},
	{
		name: 'Store: Reviewed',
		value: 'event.poi_check_notify',
		description:
			'When WeChat has reviewed a store that was added or changed (poi_check_notify, 门店审核结果)',
	},
	{
		name: 'Subscription: Customer Answered Request',
		value: 'event.subscribe_msg_popup_event',
		description:
			'When a customer allows or refuses subscription messages in the pop-up (subscribe_msg_popup_event, 用户操作订阅通知弹窗)',
	},
	{
		name: 'Subscription: Customer Changed Settings',
		value: 'event.subscribe_msg_change_event',
		description:
			'When a customer turns subscription messages off in the settings (subscribe_msg_change_event, 用户管理订阅通知)',
	},
	{
		name: 'Test: Sent by Debug Tool',
		value: 'event.debug_demo',
		description:
			"When the message push is tried out with WeChat's debug tool (debug_demo, 消息推送调试工具)",
	},
	{
		name: 'Virtual Payment: Coins Bought',
		value: 'event.xpay_coin_pay_notify',
		description:
			'When a customer has paid for coins in the Mini Program (xpay_coin_pay_notify, 代币支付)',
	},
	{
		name: 'Virtual Payment: Item Bought',
		value: 'event.xpay_goods_deliver_notify',
		description:
			'When a customer has paid for a virtual item, which has to be handed out now (xpay_goods_deliver_notify, 道具发货)',
	},
	{
		name: 'Virtual Payment: Mini Game Coins Delivered',
		value: 'event.minigame_coin_deliver_completed',
		description:
			'When coins bought in a mini game have been handed out (minigame_coin_deliver_completed, 代币发货完成)',
	},
	{
		name: 'Virtual Payment: Refunded',
		value: 'event.xpay_refund_notify',
		description: 'When a refund of a virtual payment has ended (xpay_refund_notify, 虚拟支付退款)',
	},
];
