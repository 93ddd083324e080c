import type { Endpoints } from '../context';
import { articles } from './articles';
import { blacklist } from './blacklist';
import { callbackCheck } from './callbackCheck';
import { customMessage } from './customMessage';
import { material } from './material';
import { media } from './media';
import { network } from './network';
import { paidUnionid } from './paidUnionid';
import { quota } from './quota';
import { selfMenu } from './selfMenu';
import { staff } from './staff';
import { tagging } from './tagging';
import { tags } from './tags';
import { templates } from './templates';
import { token } from './token';
import { user } from './user';
import { userSummary } from './userSummary';

/** Every endpoint the simulator does, by path. */
export const endpoints: Endpoints = {
	...token,
	...network,
	...callbackCheck,
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
	...templates,
	...articles,
	...selfMenu,
	...userSummary,
};
