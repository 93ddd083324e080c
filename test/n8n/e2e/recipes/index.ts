import { aiCustomerService } from './aiCustomerService';
import { appointmentReminder } from './appointmentReminder';
import { articleApproval } from './articleApproval';
import { complaintAlert } from './complaintAlert';
import { couponLink } from './couponLink';
import { dailyReconciliation } from './dailyReconciliation';
import { followersToContacts } from './followersToContacts';
import { followersToGoogleSheets } from './followersToGoogleSheets';
import { followersToHubspot } from './followersToHubspot';
import { healthCheck } from './healthCheck';
import { keywordReply } from './keywordReply';
import { paymentThankYou } from './paymentThankYou';
import type { Recipe } from './recipe';
import { refundApology } from './refundApology';
import { unpaidOrders } from './unpaidOrders';
import { welcomeAndLead } from './welcomeAndLead';

/** Every file of `workflows/` is here: test/workflows.test.ts sees to it. */
export const RECIPES: Recipe[] = [
	aiCustomerService,
	appointmentReminder,
	articleApproval,
	complaintAlert,
	couponLink,
	dailyReconciliation,
	followersToContacts,
	followersToGoogleSheets,
	followersToHubspot,
	healthCheck,
	keywordReply,
	paymentThankYou,
	refundApology,
	unpaidOrders,
	welcomeAndLead,
];
