import { clean } from './clean';
import { elegant } from './elegant';
import { green } from './green';
import type { Theme } from './theme';

export const themes: Record<string, Theme> = { clean, elegant, green };
