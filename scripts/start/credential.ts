import { API_KEY, API_SECRET, CLIENT_ID, SAMPLE_USER_IDS } from '../../test/server';
import { WEBHOOK_SECRET } from '../n8n/playground';

/** What to enter in a credential "Conscent API" for the test server, label by label, and whom to update. */
export function describeCredential(baseUrl: string): string {
	return `  To fill in a credential "Conscent API" yourself:
    Environment     Custom
    Base URL        ${baseUrl}
    API Key         ${API_KEY}
    API Secret      ${API_SECRET}
    Client ID       ${CLIENT_ID}
    Webhook Secret  ${WEBHOOK_SECRET}
  A reader to update: ${SAMPLE_USER_IDS[0]} (asha.rao@example.com)`;
}
