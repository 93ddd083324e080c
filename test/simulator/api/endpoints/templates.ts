import { type Endpoints, OK } from '../context';

/** wechat-api.md C.2: the lists of templates. None can be added here yet, so there are none. */
export const templates: Endpoints = {
	'/cgi-bin/template/get_all_private_template': () => ({ template_list: [] }),
	'/wxaapi/newtmpl/gettemplate': () => ({ ...OK, data: [] }),
};
