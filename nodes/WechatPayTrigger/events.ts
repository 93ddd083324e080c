import type { INodePropertyOptions } from 'n8n-workflow';

// The order is that of localeCompare, which n8n's lint asks for; the bracket keeps the first entry first.
/** What WeChat Pay reports (wechat-pay-events.json): `value` is its event_type. */
export const eventOptions: INodePropertyOptions[] = [
	{
		name: '[All Notifications]',
		value: '*',
		description: 'Everything that WeChat Pay reports to this address, also kinds that are not listed here',
	},
	{
		name: 'Account: Partner Message',
		value: 'MERCHANT_NOTIFY.NOTIFY',
		description: 'A topic that you have subscribed to has news (MERCHANT_NOTIFY.NOTIFY, 合作伙伴订阅)',
	},
	{
		name: 'Account: Security Test Echoed',
		value: 'SECURITY_ECHO.SUCCESS',
		description: 'WeChat Pay answers your test of signatures and encryption (SECURITY_ECHO.SUCCESS, 商户签名验签／加解密测试-回调接口)',
	},
	{
		name: 'Account: Web Payment Domain Reviewed',
		value: 'APPLYMENT_STATE.APPROVED',
		description: "The domain from which a shop's web pages may ask for payment was reviewed (APPLYMENT_STATE.APPROVED, H5支付域名修改申请事件)",
	},
	{
		name: 'Balance: Settled',
		value: 'SETTLEMENT.SUCCESS',
		description: 'A personal collection was settled (SETTLEMENT.SUCCESS, 个人收款-结算回调)',
	},
	{
		name: 'Balance: Top-Up Closed',
		value: 'RECHARGE.CLOSED',
		description: "A shop's top-up was closed (RECHARGE.CLOSED, 平台收付通商家充值-关闭充值)",
	},
	{
		name: 'Balance: Top-Up Returned',
		value: 'RECHARGE.FUND_RETURNED',
		description: "The money of a shop's top-up was sent back (RECHARGE.FUND_RETURNED, 平台收付通商家充值-充值资金退回)",
	},
	{
		name: 'Balance: Top-Up Succeeded',
		value: 'RECHARGE.SUCCESS',
		description: 'A shop has topped up its balance (RECHARGE.SUCCESS, 平台收付通商家充值-充值成功)',
	},
	{
		name: 'Balance: Withdrawal Changed',
		value: 'MCHWITHDRAW.CHANGE',
		description: 'A withdrawal to a bank account went through, failed or came back (MCHWITHDRAW.CHANGE, 商户提现状态变更)',
	},
	{
		name: 'Company Payment: Authorization Revoked',
		value: 'WEBIZPAY.REVOKED',
		description: 'An employee may no longer pay for the company (WEBIZPAY.REVOKED, 企业支付关系解除授权后)',
	},
	{
		name: 'Company Payment: Authorized',
		value: 'WEBIZPAY.AUTHORIZED',
		description: 'An employee may pay for the company (WEBIZPAY.AUTHORIZED, 关系授权完成)',
	},
	{
		name: 'Company Payment: Card Expired',
		value: 'WEBIZPAY.QUOTACARDEXPIRED',
		description: "An employee's spending card is no longer valid (WEBIZPAY.QUOTACARDEXPIRED, 企业支付额度卡失效后)",
	},
	{
		name: 'Company Payment: Paid',
		value: 'WEBIZPAY.PAYMENTSUCCESS',
		description: 'An employee has paid with a spending card (WEBIZPAY.PAYMENTSUCCESS, 企业支付额度卡支付成功后)',
	},
	{
		name: 'Company Payment: Refunded',
		value: 'WEBIZPAY.PAYMENTREFUNDSUCCESS',
		description: 'A payment with a spending card was refunded (WEBIZPAY.PAYMENTREFUNDSUCCESS, 企业支付额度卡退款成功后)',
	},
	{
		name: 'Complaint: Changed',
		value: 'COMPLAINT.STATE_CHANGE',
		description: 'Somebody has answered, refunded or closed a complaint (COMPLAINT.STATE_CHANGE, 投诉状态变化)',
	},
	{
		name: 'Complaint: Received',
		value: 'COMPLAINT.CREATE',
		description: 'A customer has complained about the merchant (COMPLAINT.CREATE, 产生新投诉)',
	},
	{
		name: 'Contract: Face Payment Changed',
		value: 'FACEPAY.USER_STATE_CHANGE',
		description: 'A customer has signed or ended payment by face (FACEPAY.USER_STATE_CHANGE, 用户签约状态变更)',
	},
	{
		name: 'Contract: Insurance Renewed',
		value: 'INSURANCE_ENTRUST.RENEW',
		description: 'A customer has renewed the contract for an insurance (INSURANCE_ENTRUST.RENEW, 保险商户委托代续期完成)',
	},
	{
		name: 'Contract: Insurance Signed',
		value: 'INSURANCE_ENTRUST.SIGN',
		description: 'A customer has signed the automatic payment of an insurance (INSURANCE_ENTRUST.SIGN, 保险商户委托代扣签约成功)',
	},
	{
		name: 'Contract: Insurance Terminated',
		value: 'INSURANCE_ENTRUST.TERMINATE',
		description: 'A customer has ended the automatic payment of an insurance (INSURANCE_ENTRUST.TERMINATE, 保险商户委托代扣解约完成)',
	},
	{
		name: 'Contract: Marketplace Signed',
		value: 'ECOMMERCE_ENTRUST.SIGN',
		description: 'A customer has signed automatic payments at a marketplace (ECOMMERCE_ENTRUST.SIGN, 收付通合单代扣签约成功)',
	},
	{
		name: 'Contract: Marketplace Terminated',
		value: 'ECOMMERCE_ENTRUST.TERMINATE',
		description: 'A customer has ended automatic payments at a marketplace (ECOMMERCE_ENTRUST.TERMINATE, 收付通合单代扣解约成功)',
	},
	{
		name: 'Contract: Overseas Signed',
		value: 'PAPAY.SIGN',
		description: 'A customer has signed automatic payments to a merchant overseas (PAPAY.SIGN, 跨境/全球-委托代扣签约成功)',
	},
	{
		name: 'Contract: Overseas Terminated',
		value: 'PAPAY.TERMINATE',
		description: 'A customer has ended automatic payments to a merchant overseas (PAPAY.TERMINATE, 跨境/全球-委托代扣成功解约)',
	},
	{
		name: 'Contract: Signed',
		value: 'ENTRUST.SIGN',
		description: 'A customer has signed automatic payments (ENTRUST.SIGN, 委托代扣签约成功)',
	},
	{
		name: 'Contract: Terminated',
		value: 'ENTRUST.TERMINATE',
		description: 'A customer has ended automatic payments (ENTRUST.TERMINATE, 委托代扣解约成功)',
	},
	{
		name: 'Contract: Termination Announced',
		value: 'ENTRUST.TERMINATE_INQUIRY',
		description: 'A customer is about to end automatic payments (ENTRUST.TERMINATE_INQUIRY, 代扣解约问询)',
	},
	{
		name: 'Contract: Termination Offer Wanted',
		value: 'ENTRUST.TERMINATE_RETENTION',
		description: 'WeChat Pay asks what is offered to a customer who wants to end automatic payments (ENTRUST.TERMINATE_RETENTION, 代扣解约挽留业务-获取解约挽留信息)',
	},
	{
		name: 'Contract: Tuition Ended',
		value: 'ENTRUST.RELEASE',
		description: 'A customer has ended the automatic payment of tuition (ENTRUST.RELEASE, 教育续费通用户解约成功)',
	},
	{
		name: 'Contract: Tuition Signed',
		value: 'ENTRUST.SIGNING',
		description: 'A customer has signed the automatic payment of tuition (ENTRUST.SIGNING, 教育续费通用户签约成功)',
	},
	{
		name: 'Coupon: Campaign Plan Changed',
		value: 'DELIVERY_PLAN.CHANGE',
		description: 'The plan by which coupons are handed out was reviewed, started or stopped (DELIVERY_PLAN.CHANGE, 投放计划状态变更)',
	},
	{
		name: 'Coupon: Product Coupon Image Ready',
		value: 'PRODUCT_COUPON_SP.IMAGE_GENERATION',
		description: 'The picture of a product coupon was generated (PRODUCT_COUPON_SP.IMAGE_GENERATION, 商品券图片生成结果)',
	},
	{
		name: 'Coupon: Product Coupon Received',
		value: 'PRODUCT_COUPON_SP.SEND',
		description: 'A customer has got a product coupon of a brand that you serve; the shop must confirm it (PRODUCT_COUPON_SP.SEND, 商品券领券)',
	},
	{
		name: 'Coupon: Product Coupon Received (Brand)',
		value: 'PRODUCT_COUPON.SEND',
		description: 'A customer has got a product coupon of your brand (PRODUCT_COUPON.SEND, 商品券领券)',
	},
	{
		name: 'Coupon: Product Coupon Returned (Brand)',
		value: 'PRODUCT_COUPON.RETURN',
		description: 'A used product coupon of your brand was given back to the customer (PRODUCT_COUPON.RETURN, 商品券退券)',
	},
	{
		name: 'Coupon: Product Coupon Used (Brand)',
		value: 'PRODUCT_COUPON.USE',
		description: 'A customer has used a product coupon of your brand (PRODUCT_COUPON.USE, 商品券核销)',
	},
	{
		name: 'Coupon: Received',
		value: 'COUPON.SEND',
		description: 'A customer has got a merchant coupon (COUPON.SEND, 领券事件回调)',
	},
	{
		name: 'Coupon: Used',
		value: 'COUPON.USE',
		description: 'A customer has used a coupon (COUPON.USE, 核销事件回调)',
	},
	{
		name: 'Credit Repayment: Contract Ended',
		value: 'CREDIT_REPAYMENT.TERMINATE_CONTRACT',
		description: 'A customer has ended automatic repayments (CREDIT_REPAYMENT.TERMINATE_CONTRACT, 自动还款协议解约成功)',
	},
	{
		name: 'Credit Repayment: Contract Signed',
		value: 'CREDIT_REPAYMENT.SIGN_CONTRACT',
		description: 'A customer has signed automatic repayments (CREDIT_REPAYMENT.SIGN_CONTRACT, 自动还款协议签约成功)',
	},
	{
		name: 'Credit Repayment: Repaid',
		value: 'CREDIT_REPAYMENT.DEDUCTION_PAY',
		description: 'An automatic repayment has gone through (CREDIT_REPAYMENT.DEDUCTION_PAY, 自动还款扣费还款成功)',
	},
	{
		name: 'Deposit and Insurance: Policy Service Granted',
		value: 'INSURANCE_POLICY_MANAGEMENT.GRANTED',
		description: 'A customer lets WeChat show insurance policies (INSURANCE_POLICY_MANAGEMENT.GRANTED, 微信保单服务用户授权成功)',
	},
	{
		name: 'Deposit and Insurance: Power Bank Overnight',
		value: 'HIRE_POWER_BANK.RECEIVE_INSURANCE',
		description: 'The insurance of a rented power bank kept overnight has changed (HIRE_POWER_BANK.RECEIVE_INSURANCE, 隔夜归还保险订单状态变化)',
	},
	{
		name: 'Donation: Budget Closed',
		value: 'BUDGET.CLOSED',
		description: 'The budget of a donation activity was closed (BUDGET.CLOSED, 公益捐赠-预算申请关闭回调)',
	},
	{
		name: 'Donation: Budget Finished',
		value: 'BUDGET.FINISHED',
		description: 'The budget of a donation activity is used up (BUDGET.FINISHED, 公益捐赠-预算申请完结回调)',
	},
	{
		name: 'Donation: Budget Locked',
		value: 'BUDGET.LOCKED',
		description: 'The budget of a donation activity was set aside (BUDGET.LOCKED, 公益捐赠-预算申请锁定成功回调)',
	},
	{
		name: 'Invoice: Card Discarded',
		value: 'FAPIAO.CARD_DISCARDED',
		description: "An invoice in a customer's card holder became invalid (FAPIAO.CARD_DISCARDED, 发票卡券作废)",
	},
	{
		name: 'Invoice: Card Inserted',
		value: 'FAPIAO.CARD_INSERTED',
		description: "An invoice was put into a customer's card holder (FAPIAO.CARD_INSERTED, 发票插入用户卡包成功)",
	},
	{
		name: 'Invoice: Heading Filled In',
		value: 'FAPIAO.USER_APPLIED',
		description: 'A customer has filled in the heading of an invoice (FAPIAO.USER_APPLIED, 用户发票抬头填写完成)',
	},
	{
		name: 'Invoice: Issued',
		value: 'FAPIAO.ISSUED',
		description: 'An invoice was issued (FAPIAO.ISSUED, 发票开具成功)',
	},
	{
		name: 'Invoice: Reversed',
		value: 'FAPIAO.REVERSED',
		description: 'An invoice was reversed (FAPIAO.REVERSED, 发票冲红成功)',
	},
	{
		name: 'Membership: Brand Card Deleted',
		value: 'BRAND_MEMBER_CARD_SP.USER_CARD.DELETE',
		description: "A customer has deleted a brand's membership card (BRAND_MEMBER_CARD_SP.USER_CARD.DELETE, 用户删除商家名片会员卡事件)",
	},
	{
		name: 'Membership: Brand Card Opened',
		value: 'BRAND_MEMBER_CARD_SP.USER_CARD.CREATE',
		description: "A customer has opened a brand's membership card (BRAND_MEMBER_CARD_SP.USER_CARD.CREATE, 用户开通商家名片会员卡事件)",
	},
	{
		name: 'Membership: Brand Points Exchanged',
		value: 'BRAND_MEMBER_CARD_SP.POINT_EXCHANGE_COUPON',
		description: 'A member has exchanged points for a coupon (BRAND_MEMBER_CARD_SP.POINT_EXCHANGE_COUPON, 商家名片会员用户积分兑券事件)',
	},
	{
		name: 'Membership: Brand Points Wanted',
		value: 'BRAND_MEMBER_CARD_SP.SYNC_USER_POINT',
		description: "WeChat Pay wants to know a member's points (BRAND_MEMBER_CARD_SP.SYNC_USER_POINT, 商家名片会员用户积分同步事件)",
	},
	{
		name: 'Membership: Card Activated',
		value: 'MEMBERCARD.ACTIVATE_CARD',
		description: 'A customer has activated a membership card (MEMBERCARD.ACTIVATE_CARD, 会员卡激活事件)',
	},
	{
		name: 'Membership: Card Managed',
		value: 'MEMBERCARD.USERCARD_MANAGE',
		description: 'A customer has deleted, given away or restored a membership card (MEMBERCARD.USERCARD_MANAGE, 用户管理会员卡事件)',
	},
	{
		name: 'Membership: Card Taken',
		value: 'MEMBERCARD.ACCEPT_CARD',
		description: 'A customer has taken a membership card (MEMBERCARD.ACCEPT_CARD, 会员卡领卡事件)',
	},
	{
		name: 'Membership: Mall Card Activated',
		value: 'MALL_AUTH.ACTIVATE_CARD',
		description: 'A customer lets a mall collect points from payments (MALL_AUTH.ACTIVATE_CARD, 商圈会员积分服务授权结果)',
	},
	{
		name: 'Membership: Mall Payment',
		value: 'MALL_TRANSACTION.SUCCESS',
		description: 'A member has paid in a shop of the mall (MALL_TRANSACTION.SUCCESS, 商圈会员场内支付结果)',
	},
	{
		name: 'Membership: Mall Refund',
		value: 'MALL_REFUND.SUCCESS',
		description: 'A member got money back in a shop of the mall (MALL_REFUND.SUCCESS, 商圈会员场内退款)',
	},
	{
		name: 'Parking: Entrance Changed',
		value: 'VEHICLE.ENTRANCE_STATE_CHANGE',
		description: 'A car has driven in, and may or may not leave without stopping to pay (VEHICLE.ENTRANCE_STATE_CHANGE, 停车入场状态变更)',
	},
	{
		name: 'Parking: Fee Asked',
		value: 'PARKING_FEE.QUERY_TRANS_INFO',
		description: 'WeChat Pay asks what a car owes (PARKING_FEE.QUERY_TRANS_INFO, 停车缴费服务-商户查费)',
	},
	{
		name: 'Parking: Toll Contract Changed',
		value: 'VEHICLE.USER_STATE_CHANGE',
		description: 'A driver has signed or ended the contract for tolls (VEHICLE.USER_STATE_CHANGE, ETC授权签约状态变化)',
	},
	{
		name: 'Pay Score: Account Bound',
		value: 'PAYSCORE.BIND_SERVICE_ACCOUNT',
		description: 'The account of a Pay Score service was bound or rejected (PAYSCORE.BIND_SERVICE_ACCOUNT, 服务账户绑定结果)',
	},
	{
		name: 'Pay Score: Order Confirmed',
		value: 'PAYSCORE.USER_CONFIRM',
		description: 'A customer has confirmed a Pay Score order (PAYSCORE.USER_CONFIRM, 支付分服务用户确认成功)',
	},
	{
		name: 'Pay Score: Order Paid',
		value: 'PAYSCORE.USER_PAID',
		description: 'A customer has paid a Pay Score order (PAYSCORE.USER_PAID, 支付分服务用户支付成功)',
	},
	{
		name: 'Pay Score: Plan Cancelled',
		value: 'PAYSCORE.USER_CANCEL_SIGN_PLAN',
		description: 'A customer has left a plan paid by Pay Score (PAYSCORE.USER_CANCEL_SIGN_PLAN, 取消签约回调)',
	},
	{
		name: 'Pay Score: Plan Signed',
		value: 'PAYSCORE.USER_SIGN_PLAN',
		description: 'A customer has joined a plan paid by Pay Score (PAYSCORE.USER_SIGN_PLAN, 签约成功回调)',
	},
	{
		name: 'Pay Score: Prepay Requested',
		value: 'PAYSCORE.MCH_PREPAY',
		description: 'A merchant that you serve has made a Pay Score order (PAYSCORE.MCH_PREPAY, 支付分从业机构-商户预下单)',
	},
	{
		name: 'Pay Score: Service Accepted',
		value: 'PAYSCORE.USER_ACCEPTED',
		description: 'A customer has agreed to a Pay Score service (PAYSCORE.USER_ACCEPTED, 支付分服务确认订单)',
	},
	{
		name: 'Pay Score: Service Closed',
		value: 'PAYSCORE.USER_CLOSE_SERVICE',
		description: 'A customer has withdrawn the authorization for Pay Score (PAYSCORE.USER_CLOSE_SERVICE, 支付分服务用户解除授权成功)',
	},
	{
		name: 'Pay Score: Service Opened',
		value: 'PAYSCORE.USER_OPEN_SERVICE',
		description: 'A customer has authorized Pay Score for the merchant (PAYSCORE.USER_OPEN_SERVICE, 支付分服务用户授权成功)',
	},
	{
		name: 'Payment: Advance Paid Back',
		value: 'TRANSACTION.PAY_BACK',
		description: 'A customer has paid back what WeChat Pay had advanced (TRANSACTION.PAY_BACK, 用户对垫资单还款)',
	},
	{
		name: 'Payment: Campus Charge Failed',
		value: 'TRANSACTION.INDUSTRY_FAILED',
		description: 'An automatic charge of a campus service did not go through (TRANSACTION.INDUSTRY_FAILED, 校园轻松付扣费失败)',
	},
	{
		name: 'Payment: Campus Charge Succeeded',
		value: 'TRANSACTION.INDUSTRY_SUCCESS',
		description: 'An automatic charge of a campus service has gone through (TRANSACTION.INDUSTRY_SUCCESS, 校园轻松付扣费支付成功)',
	},
	{
		name: 'Payment: Campus Debt Changed',
		value: 'EDU_SCHOOL_PAY.USER_DEBT_STATE_UPDATE',
		description: 'What a customer owes a campus service has changed (EDU_SCHOOL_PAY.USER_DEBT_STATE_UPDATE, 校园轻松付用户欠款状态变化)',
	},
	{
		name: 'Payment: Failed',
		value: 'TRANSACTION.FAIL',
		description: 'An automatic charge, such as for parking, did not go through (TRANSACTION.FAIL, 扣费失败)',
	},
	{
		name: 'Payment: Medical Insurance Succeeded',
		value: 'MEDICAL_INSURANCE.SUCCESS',
		description: 'A payment shared between customer and health insurance has gone through (MEDICAL_INSURANCE.SUCCESS, 医保混合收款成功)',
	},
	{
		name: 'Payment: Order Terminal Asked',
		value: 'CROSS_BORDER_PAY.GET_MCH_INFO',
		description: 'A foreign wallet asks whose collection QR code was scanned (CROSS_BORDER_PAY.GET_MCH_INFO, 外包内用-查询收款二维码信息)',
	},
	{
		name: 'Payment: Order Terminal Informed',
		value: 'CROSS_BORDER_PAY.PUSH_ORDER_INFO',
		description: 'A foreign wallet tells of an order at a collection QR code (CROSS_BORDER_PAY.PUSH_ORDER_INFO, 外包内用-推送订单信息)',
	},
	{
		name: 'Payment: Succeeded',
		value: 'TRANSACTION.SUCCESS',
		description: 'A customer has paid (TRANSACTION.SUCCESS, 支付成功)',
	},
	{
		name: 'Prepaid Card: Agreement Changed',
		value: 'DISCOUNT_CARD.AGREEMENT_ENDED',
		description: 'A customer has kept or broken the agreement of a use-first discount card (DISCOUNT_CARD.AGREEMENT_ENDED, 守约状态变化)',
	},
	{
		name: 'Prepaid Card: Charge Changed',
		value: 'DISCOUNT_CARD.USER_PAID',
		description: 'The charge of a use-first discount card was paid or failed (DISCOUNT_CARD.USER_PAID, 扣费状态变化)',
	},
	{
		name: 'Prepaid Card: Confirmed',
		value: 'DISCOUNT_CARD.USER_ACCEPTED',
		description: 'A customer has confirmed a use-first discount card (DISCOUNT_CARD.USER_ACCEPTED, 微信先享卡用户领卡)',
	},
	{
		name: 'Prepaid Card: Settled',
		value: 'DISCOUNT_CARD.SETTLEMENT',
		description: 'A use-first discount card was settled (DISCOUNT_CARD.SETTLEMENT, 微信先享卡用户结算)',
	},
	{
		name: 'Prepaid Card: Taken',
		value: 'DISCOUNT_CARD.GET_CARD',
		description: 'A customer has taken a use-first discount card (DISCOUNT_CARD.GET_CARD, 微信先享卡用户领卡)',
	},
	{
		name: 'Profit Sharing: Returned',
		value: 'PROFITSHARING.RETURN',
		description: 'Somebody has given a share of a payment back (PROFITSHARING.RETURN, 分账动账成功回退)',
	},
	{
		name: 'Profit Sharing: Succeeded',
		value: 'PROFITSHARING.SUCCESS',
		description: 'Somebody has got a share of a payment (PROFITSHARING.SUCCESS, 分账动账成功变动)',
	},
	{
		name: 'Refund: Closed',
		value: 'REFUND.CLOSED',
		description: 'A refund did not come about, and the money stays (REFUND.CLOSED, 退款关闭)',
	},
	{
		name: 'Refund: Stuck',
		value: 'REFUND.ABNORMAL',
		description: "A refund could not reach the customer's account and needs a hand in pay.weixin.qq.com (REFUND.ABNORMAL, 退款异常)",
	},
	{
		name: 'Refund: Succeeded',
		value: 'REFUND.SUCCESS',
		description: 'The customer has the money back (REFUND.SUCCESS, 退款成功)',
	},
	{
		name: 'Risk: Block Appealed',
		value: 'BLOCKSUBMISSION.CHANGE',
		description: 'The appeal of a shop against blocked payments was decided (BLOCKSUBMISSION.CHANGE, 商户交易拦截记录申诉)',
	},
	{
		name: 'Risk: Block Recorded',
		value: 'BLOCKRECORD.CHANGE',
		description: 'Payments to a shop of yours are blocked (BLOCKRECORD.CHANGE, 商户交易拦截记录新增)',
	},
	{
		name: 'Risk: Penalty Appealed',
		value: 'VIOLATION.APPEAL',
		description: 'A shop of yours has appealed against a penalty (VIOLATION.APPEAL, 商户平台申诉)',
	},
	{
		name: 'Risk: Penalty Imposed',
		value: 'VIOLATION.PUNISH',
		description: 'A shop of yours was penalized (VIOLATION.PUNISH, 商户平台处罚)',
	},
	{
		name: 'Risk: Restriction Changed',
		value: 'MANAGERECORD.CHANGE',
		description: 'What a shop of yours may do was restricted or freed (MANAGERECORD.CHANGE, 商户管理记录)',
	},
	{
		name: 'Risk: Risky Order Found',
		value: 'RISKTRADE.IDENTIFICATION',
		description: 'WeChat Pay takes an order for risky (RISKTRADE.IDENTIFICATION, 风险订单回调)',
	},
	{
		name: 'Risk: Shop Intercepted',
		value: 'VIOLATION.INTERCEPT',
		description: 'The payments of a shop of yours were stopped (VIOLATION.INTERCEPT, 商户平台拦截)',
	},
	{
		name: 'Transfer: Abnormal Funds Handled',
		value: 'ABNORMAL_FUND_PROCESSING.TRANSFER.SUCCESS',
		description: 'Money that came in by mistake was passed on (ABNORMAL_FUND_PROCESSING.TRANSFER.SUCCESS, 异常转付处理结果回调)',
	},
	{
		name: 'Transfer: Authorization Closed',
		value: 'MCHTRANSFER.AUTHORIZATION.CLOSED',
		description: 'A customer no longer lets transfers arrive without confirming each (MCHTRANSFER.AUTHORIZATION.CLOSED, 用户关闭自动收款授权)',
	},
	{
		name: 'Transfer: Authorization Confirmed',
		value: 'MCHTRANSFER.AUTHORIZATION.CONFIRMED',
		description: 'A customer lets transfers arrive without confirming each (MCHTRANSFER.AUTHORIZATION.CONFIRMED, 用户确认自动收款授权)',
	},
	{
		name: 'Transfer: Batch Closed',
		value: 'MCHTRANSFER.BATCH.CLOSED',
		description: 'A batch of transfers was closed and not paid out (MCHTRANSFER.BATCH.CLOSED, 商家转账批次关闭回调)',
	},
	{
		name: 'Transfer: Batch Finished',
		value: 'MCHTRANSFER.BATCH.FINISHED',
		description: 'A batch of transfers is done, with successes and failures (MCHTRANSFER.BATCH.FINISHED, 商家转账批次完成回调)',
	},
	{
		name: 'Transfer: Finished',
		value: 'MCHTRANSFER.BILL.FINISHED',
		description: 'A transfer to a customer has arrived, failed or been cancelled (MCHTRANSFER.BILL.FINISHED, 商家转账回调)',
	},
	{
		name: 'Transfer: QQ Wallet Finished',
		value: 'MCHTRANSFER.QQWALLETBILL.FINISHED',
		description: 'A transfer to a QQ wallet has arrived or failed (MCHTRANSFER.QQWALLETBILL.FINISHED, 转账到QQ钱包)',
	},
];
