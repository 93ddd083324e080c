import type { Endpoints } from '../../context';
import { articleReports } from './articles';
import { cardReports } from './cards';
import { peopleReports } from './people';
import { endpointsOf } from './report';

/** wechat-api.md C.6: followers, messages and calls are counted, articles are there and their readers made up. */
export const datacube: Endpoints = endpointsOf({ ...peopleReports, ...articleReports, ...cardReports });
