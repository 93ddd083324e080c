import { followers } from './followers';
import type { Part } from './part';
import { nodeCost } from './nodeCost';
import { pushAck } from './pushAck';
import { pushCost } from './pushCost';

/** What `npm run bench` measures, in this order. */
export const PARTS: Part[] = [pushCost, pushAck, nodeCost, followers];
