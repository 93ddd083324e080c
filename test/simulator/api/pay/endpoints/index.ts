import type { PayEndpoints } from '../context';
import { balance } from './balance';
import { bill } from './bill';
import { certificates } from './certificates';
import { codepay } from './codepay';
import { combined } from './combined';
import { complaint } from './complaint';
import { complaintAnswers } from './complaintAnswers';
import { media } from './media';
import { notifyUrl } from './notifyUrl';
import { payment } from './payment';
import { refund } from './refund';
import { security } from './security';
import { transfer } from './transfer';
import { transferAuthorization } from './transferAuthorization';
import { transferBatch } from './transferBatch';
import { transferReceipt } from './transferReceipt';

/** Every endpoint of WeChat Pay that the simulator does, by method and path. */
export const payEndpoints: PayEndpoints = {
	...payment,
	...refund,
	...bill,
	...codepay,
	...combined,
	...complaint,
	...complaintAnswers,
	...media,
	...balance,
	...notifyUrl,
	...certificates,
	...security,
	...transfer,
	...transferAuthorization,
	...transferBatch,
	...transferReceipt,
};
