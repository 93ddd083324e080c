import type { Endpoints } from '../context';
import { blacklist } from './blacklist';
import { customMessage } from './customMessage';
import { material } from './material';
import { media } from './media';
import { network } from './network';
import { paidUnionid } from './paidUnionid';
import { quota } from './quota';
import { staff } from './staff';
import { tagging } from './tagging';
import { tags } from './tags';
import { token } from './token';
import { user } from './user';

/** Every endpoint the simulator does, by path. */
export const endpoints: Endpoints = {
	...token,
	...network,
	...quota,
	...user,
	...paidUnionid,
	...tags,
	...tagging,
	...blacklist,
	...media,
	...material,
	...customMessage,
	...staff,
};
