function hexOf(sign: string): string {
	return sign.charCodeAt(0).toString(16);
}

/** Every way in which programs write down what they were sent. */
export function writtenForms(secret: string): string[] {
	const percent = encodeURIComponent(secret);
	// What qs and others make of it: nothing but letters, digits and four marks stays.
	const strict = percent.replace(/[!'()*]/g, (sign) => `%${hexOf(sign).toUpperCase()}`);
	const form = new URLSearchParams({ secret }).toString().slice('secret='.length);
	return [
		secret,
		percent,
		strict,
		strict.replaceAll('%20', '+'),
		form,
		[percent, strict, form].map((text) =>
			text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
		),
		JSON.stringify(secret).slice(1, -1),
		// As PHP and Python write JSON.
		JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
		secret.replace(/[^0-9a-z]/gi, (sign) => `\\u${hexOf(sign).padStart(4, '0')}`),
		Buffer.from(secret).toString('base64'),
		secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
		secret.replace(/[^0-9a-z]/gi, (sign) => `&#${sign.charCodeAt(0)};`),
		secret.replace(/[^0-9a-z]/gi, (sign) => `&#x${hexOf(sign)};`),
	].flat();
}
