declare const ENCODED: unique symbol;

/** A URL path in which every inserted value is encoded. Only the `path` tag makes one. */
export type ApiPath = string & { readonly [ENCODED]: true };

/** URL parsers resolve these even when they are percent-encoded, so encoding cannot disarm them. */
const DOT_SEGMENTS = new Set(['.', '..']);

/** Half of a character: no URL can carry it. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** @returns whether the value can stand as one path segment without leaving its place */
export function isPathSegment(value: string): boolean {
	return value !== '' && !DOT_SEGMENTS.has(value) && !LONE_SURROGATE.test(value);
}

/**
 * Builds a path from literal parts and values: path`/v2/client/multi-user/${userId}`.
 * Each value stays one segment: an id such as `../x?y#z` cannot leave its place.
 *
 * @throws RangeError for a value no encoding can hold in place; callers check with `isPathSegment` first
 */
export function path(literals: TemplateStringsArray, ...values: string[]): ApiPath {
	const encoded = values.map((value) => {
		if (!isPathSegment(value))
			throw new RangeError('A path value must be a plain, non-empty segment');
		return encodeURIComponent(value);
	});
	return String.raw({ raw: literals }, ...encoded) as ApiPath;
}
