import type { PayEndpoints } from '../context';
import { bill } from './bill';
import { certificates } from './certificates';
import { combined } from './combined';
import { complaint } from './complaint';
import { notifyUrl } from './notifyUrl';
import { payment } from './payment';
import { refund } from './refund';
import { security } from './security';

/** Every endpoint of WeChat Pay that the simulator does, by method and path. */
export const payEndpoints: PayEndpoints = {
	...payment,
	...refund,
	...bill,
	...combined,
	...complaint,
	...notifyUrl,
	...certificates,
	...security,
};
