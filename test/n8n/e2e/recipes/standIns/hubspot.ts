import type { RequestListener } from 'node:http';
import type { Json } from '../../outcome';
import { answering, type Answer, type Heard } from './answering';

type Properties = Record<string, string>;

export interface Contact {
	id: string;
	properties: Properties;
	/** What has just been made is not in HubSpot's search yet. */
	isIndexed: boolean;
}

/**
 * Stands in for HubSpot, of which there is no account to be had here: properties, search and batches of contacts
 * (CRM API v3) with its limits, for one private app.
 */
export interface HubSpot {
	hosts: Record<string, RequestListener>;
	token: string;
	contacts: Contact[];
	/** Names of the account's properties beside its own, and whether their values are unique. */
	properties: Map<string, boolean>;
	/** The calls so far. */
	calls: string[];
	/** So many of the next calls are too many for HubSpot. */
	busy: number;
	/** Of the calls from now on this one, and all after it, fail as when HubSpot is down. */
	downAfter: number;
	add(properties: Properties): Contact;
}

/** HubSpot's own properties that count here. */
const OWN = ['lastname', 'email'];
const OBJECTS = '/crm/v3/objects/contacts';

export function hubspot(): HubSpot {
	const hub: HubSpot = {
		hosts: {
			'api.hubapi.com': answering((heard) => {
				hub.calls.push(heard.path);
				return answer(heard);
			}),
		},
		token: 'pat-na1-stand-in',
		contacts: [],
		properties: new Map(),
		calls: [],
		busy: 0,
		downAfter: Infinity,
		add(properties) {
			const contact = { id: String(1000 + hub.contacts.length), properties, isIndexed: false };
			hub.contacts.push(contact);
			return contact;
		},
	};

	function answer({ path, token, body }: Heard): Answer {
		hub.downAfter -= 1;
		if (hub.downAfter < 0) return refusal(502, 'GATEWAY_ERROR', 'Bad gateway');
		if (hub.busy > 0) {
			hub.busy -= 1;
			return refusal(429, 'RATE_LIMITS', 'You have reached your secondly limit.');
		}
		if (token !== hub.token) return refusal(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found.');
		const asked = JSON.parse(body) as Json;
		if (path === '/crm/v3/properties/contacts/batch/create') return makeProperties(asked.inputs);
		if (path === `${OBJECTS}/search`) return body.length > 3000 ? refusal(400, 'VALIDATION_ERROR', 'The request is too long') : search(asked);
		if (asked.inputs.length === 0 || asked.inputs.length > 100) return refusal(400, 'VALIDATION_ERROR', `${asked.inputs.length} inputs: 1 to 100 are allowed`);
		const unknown = asked.inputs.flatMap((input: Json) => Object.keys(input.properties)).find((name: string) => !exists(name));
		if (unknown) return refusal(400, 'VALIDATION_ERROR', `Property values were not valid: Property "${unknown}" does not exist`);
		if (path === `${OBJECTS}/batch/update`) return update(asked.inputs);
		if (path === `${OBJECTS}/batch/upsert`) return upsert(asked.inputs);
		return refusal(404, 'OBJECT_NOT_FOUND', `No stand-in for ${path}`);
	}

	const exists = (name: string): boolean => OWN.includes(name) || hub.properties.has(name);

	function makeProperties(inputs: Json[]): Answer {
		const known = inputs.find(({ name }) => hub.properties.has(name));
		if (known) return refusal(409, 'CONFLICT', `A property named '${known.name}' already exists.`);
		for (const { name, hasUniqueValue = false } of inputs) hub.properties.set(name, hasUniqueValue);
		return [201, { status: 'COMPLETE', results: inputs }];
	}

	function search({ filterGroups, properties, limit }: Json): Answer {
		const [{ filters }] = filterGroups;
		const [{ propertyName, operator, values }] = filters;
		if (operator !== 'IN' || values.length === 0 || limit > 200 || !exists(propertyName)) return refusal(400, 'VALIDATION_ERROR', 'There was a problem with the request.');
		const found = hub.contacts.filter((one) => one.isIndexed && values.includes(one.properties[propertyName]?.toLowerCase()));
		const results = found.slice(0, limit).map(({ id, properties: own }) => ({ id, properties: Object.fromEntries(properties.map((name: string) => [name, own[name] ?? null])) }));
		return [200, { total: found.length, results }];
	}

	const holder = (name: string, value: string): Contact | undefined => hub.contacts.find(({ id, properties }) => (name === 'id' ? id : properties[name]) === value);

	function update(inputs: Json[]): Answer {
		const missing = inputs.filter(({ id, idProperty = 'id' }) => !holder(idProperty, id));
		for (const { id, idProperty = 'id', properties } of inputs) Object.assign(holder(idProperty, id)?.properties ?? {}, properties);
		if (missing.length === 0) return [200, { status: 'COMPLETE', results: inputs }];
		const context = { ids: missing.map(({ id }) => id) };
		const message = 'Could not get some CONTACT objects, they may be deleted or not exist. Check that ids are valid.';
		return [207, { status: 'COMPLETE', results: [], numErrors: 1, errors: [{ status: 'error', category: 'OBJECT_NOT_FOUND', message, context }] }];
	}

	function upsert(inputs: Json[]): Answer {
		const odd = inputs.find(({ idProperty }) => !hub.properties.get(idProperty));
		if (odd) return refusal(400, 'VALIDATION_ERROR', `Property ${odd.idProperty} is not a unique identifier property`);
		for (const { id, idProperty, properties } of inputs) {
			const known = holder(idProperty, id);
			if (known) Object.assign(known.properties, properties);
			else hub.add({ ...properties, [idProperty]: id });
		}
		return [200, { status: 'COMPLETE', results: inputs }];
	}

	return hub;
}

const refusal = (status: number, category: string, message: string): Answer => [status, { status: 'error', message, category, correlationId: 'c033cdaa-2c40-4a64-ae48-b4cec88dad24' }];
