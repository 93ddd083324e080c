import type { V2Endpoints } from './context';
import { micropay } from './micropay';
import { order } from './order';
import { redPacket } from './redPacket';
import { refund } from './refund';

/** Every endpoint of the old XML interface that the simulator does, by path. */
export const v2Endpoints: V2Endpoints = {
	...micropay,
	...order,
	...redPacket,
	...refund,
};
