import type { INodePropertyOptions } from 'n8n-workflow';

/** What the JS-SDK can do, by its own names (https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html, appendix 2). */
export const interfaces: INodePropertyOptions[] = [
	{ name: 'Add Cards', value: 'addCard' },
	{ name: 'Choose Card', value: 'chooseCard' },
	{ name: 'Choose Images', value: 'chooseImage' },
	{ name: 'Close the Window', value: 'closeWindow' },
	{ name: 'Download Image', value: 'downloadImage' },
	{ name: 'Download Voice', value: 'downloadVoice' },
	{ name: 'Get Location', value: 'getLocation' },
	{ name: 'Get Network Type', value: 'getNetworkType' },
	{ name: 'Hide Menu Items', value: 'hideMenuItems' },
	{ name: 'Hide Menu Items, All but the Basic', value: 'hideAllNonBaseMenuItem' },
	{ name: 'Open Address', value: 'openAddress' },
	{ name: 'Open Card', value: 'openCard' },
	{ name: 'Open Location', value: 'openLocation' },
	{ name: 'Open Product', value: 'openProductSpecificView' },
	{ name: 'Pause Voice', value: 'pauseVoice' },
	{ name: 'Pay', value: 'chooseWXPay' },
	{ name: 'Play Voice', value: 'playVoice' },
	{ name: 'Preview Images', value: 'previewImage' },
	{ name: 'Scan QR Code', value: 'scanQRCode' },
	{ name: 'Share in Moments', value: 'updateTimelineShareData', description: '朋友圈' },
	{ name: 'Share With Friends', value: 'updateAppMessageShareData', description: '发送给朋友' },
	{ name: 'Show Menu Items', value: 'showMenuItems' },
	{ name: 'Show Menu Items, All but the Basic', value: 'showAllNonBaseMenuItem' },
	{ name: 'Start Recording', value: 'startRecord' },
	{ name: 'Stop Recording', value: 'stopRecord' },
	{ name: 'Stop Voice', value: 'stopVoice' },
	{ name: 'Translate Voice', value: 'translateVoice' },
	{ name: 'Upload Image', value: 'uploadImage' },
	{ name: 'Upload Voice', value: 'uploadVoice' },
	{ name: 'When a Recording Ends', value: 'onVoiceRecordEnd' },
	{ name: 'When a Voice Ends', value: 'onVoicePlayEnd' },
];

/** WeChat's buttons for pages (开放标签). */
export const openTags: INodePropertyOptions[] = [
	{ name: 'Open App', value: 'wx-open-launch-app' },
	{ name: 'Open Mini Program', value: 'wx-open-launch-weapp' },
	{ name: 'Play Audio', value: 'wx-open-audio' },
	{ name: 'Subscribe to Notices', value: 'wx-open-subscribe' },
];
