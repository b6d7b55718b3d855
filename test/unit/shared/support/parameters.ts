import { Parameters } from '../../../../nodes/shared/input/parameters';

/** The parameters of one item as n8n would hand them over: what is not named is hidden in the editor. */
export function parametersOf(values: Record<string, unknown>): Parameters {
	return new Parameters((name) => values[name] ?? null);
}
