import { followers } from './followers';
import type { Part } from './part';
import { nodeCost } from './nodeCost';
import { payCrypto } from './payCrypto';
import { pushAck } from './pushAck';
import { pushCost } from './pushCost';
import { templateMessages } from './templateMessages';

/** What `npm run bench` measures, in this order. */
export const PARTS: Part[] = [pushCost, pushAck, payCrypto, nodeCost, followers, templateMessages];
