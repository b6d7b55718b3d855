import type { Service } from '../../../../nodes/shared/service';
import { isPlainObject } from '../../../../nodes/shared/input/parse/text';

/** The least that an API has to tell about itself. */
export const SERVICE: Service = {
	name: 'Service',
	credentialType: 'serviceApi',
	resources: [],
	baseUrl: () => 'https://api.example.com/api',
	secrets: () => [],
	advice: { addressFields: "'Environment' and 'Base URL'", byStatus: {} },
	readErrorBody: (body) => (isPlainObject(body) ? { text: String(body['message']) } : {}),
};
