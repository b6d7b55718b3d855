export const HIDDEN = '[hidden]';

/** Shorter secrets are hidden only where they stand alone: inside other words they would be found by chance. */
const SHORTEST_PART = 4;

/** Keys whose values are never shown, whatever they hold. */
const SECRET_KEY = /password|passwd|secret|authorization/i;

/**
 * Makes a function that hides secrets in whatever is shown to a user: outputs, messages, dry runs.
 *
 * @param secrets the credential's and the item's own; empty ones are ignored
 * @returns a function that copies a JSON value with every secret replaced by `[hidden]`
 */
export function redactor(secrets: readonly string[]): <T>(value: T) => T {
	const forms = secrets.filter((secret) => secret !== '').flatMap(formsOf);
	// The longest first: a shorter one may be its beginning, and hiding that would show the rest.
	const known = [...new Set(forms)].sort((a, b) => b.length - a.length);

	function hideInText(text: string): string {
		if (known.includes(text)) return HIDDEN;
		return known
			.filter((secret) => secret.length >= SHORTEST_PART)
			.reduce((shown, secret) => shown.replaceAll(secret, HIDDEN), text);
	}

	function hideInEntry([key, value]: [string, unknown]): [string, unknown] {
		const isSecret =
			SECRET_KEY.test(key) && ['string', 'number'].includes(typeof value) && value !== '';
		return [hideInText(key), isSecret ? HIDDEN : hide(value)];
	}

	function hide(value: unknown): unknown {
		if (typeof value === 'string') return hideInText(value);
		if (Array.isArray(value)) return value.map(hide);
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(hideInEntry));
	}

	return <T>(value: T) => hide(value) as T;
}

/** A secret as it may come back: as it is, trimmed, quoted in JSON, in a URL, in a page, in Base64. */
function formsOf(secret: string): string[] {
	return [
		secret,
		secret.trim(),
		JSON.stringify(secret).slice(1, -1),
		inUrl(secret),
		secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
		Buffer.from(secret).toString('base64'),
	].filter((form) => form !== '');
}

function inUrl(secret: string): string {
	return new URLSearchParams({ secret }).toString().slice('secret='.length).replaceAll('+', '%20');
}
