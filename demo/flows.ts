import type { Flow } from './flow';
import { followers } from './followers';
import { keyword } from './keyword';
import { payment } from './payment';

/** What the demo shows, in this order: the last one begins by emptying the contacts. */
export const FLOWS: Flow[] = [payment, keyword, followers];
