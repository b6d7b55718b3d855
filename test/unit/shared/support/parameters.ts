import { Parameters } from '../../../../nodes/shared/input/parameters';

/** The parameters of one item as n8n would hand them over: what is not named is hidden in the editor. */
export function parametersOf(values: Record<string, unknown>, timezone = 'UTC'): Parameters {
	const read = (name: string) => values[name] ?? null;
	return new Parameters(read, read, timezone);
}
