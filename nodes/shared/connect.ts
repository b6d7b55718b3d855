import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { Gate } from './gate';
import type { RunOptions } from './options';
import { Pace } from './pace';
import { Sender } from './sender';
import type { Service } from './service';
import type { NodeContext } from './transport';
import { createTransport } from './transport';

export interface ConnectOptions {
	readonly service: Service;
	readonly credential: ICredentialDataDecryptedObject;
	readonly baseUrl: string;
	readonly options: Pick<RunOptions, 'maxRetries' | 'requestsPerSecond' | 'timeoutMs'>;
	readonly signal?: AbortSignal | undefined;
}

/** Everything between a request and its answer, put together for one run. */
export function connect(context: NodeContext, run: ConnectOptions): Sender {
	const { service, credential, baseUrl, options, signal } = run;
	const pace = new Pace(options.requestsPerSecond);
	return new Sender({
		transport: createTransport(context, {
			service,
			credential,
			baseUrl,
			timeoutMs: options.timeoutMs,
			signal,
		}),
		gate: new Gate(pace, signal),
		pace,
		rules: { maxRetries: options.maxRetries, random: Math.random },
		signal,
		// Read anew each time: n8n writes the token of a sign-in into the credential in mid-run.
		get secrets() {
			return service.secrets(credential);
		},
		failureContext: {
			serviceName: service.name,
			origin: new URL(baseUrl).origin,
			advice: service.advice ?? {},
		},
	});
}
