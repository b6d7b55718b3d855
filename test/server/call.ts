import type { Context } from 'openapi-backend';
import type { MockResponse } from './responses';
import type { ConscentState } from './state';

/** A request that is routed, authorised and valid by the API description. */
export interface Call<State = ConscentState> {
	readonly query: Readonly<Record<string, unknown>>;
	readonly params: Readonly<Record<string, string>>;
	readonly body: Record<string, unknown>;
	readonly state: State;
}

/** One operation: looks into the state, changes it, and says what to respond with. */
export type OperationHandler<State = ConscentState> = (call: Call<State>) => MockResponse;

export function callOf<State>(context: Context, state: State): Call<State> {
	const { query, params, requestBody } = context.request;
	return {
		query: query as Record<string, unknown>,
		params: params as Record<string, string>,
		body: (requestBody ?? {}) as Record<string, unknown>,
		state,
	};
}
