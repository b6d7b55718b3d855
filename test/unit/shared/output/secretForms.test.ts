import { formsOf } from '../../../../nodes/shared/output/secretForms';

function textsOf(...secrets: string[]): string[] {
	return formsOf(secrets).flatMap(({ forms }) => forms.map(({ literal }) => literal.text));
}

/** Each sign is written by some library in a way of its own. */
const SECRET = String.raw`é/"<'&+ \=$`;

const WRITTEN = [
	SECRET,
	// JavaScript's encodeURIComponent and encodeURI, RFC 3986 (PHP, qs), Python's quote and quote_plus, HTML forms, axios.
	"%C3%A9%2F%22%3C'%26%2B%20%5C%3D%24",
	"%C3%A9/%22%3C'&+%20%5C=$",
	'%C3%A9%2F%22%3C%27%26%2B%20%5C%3D%24',
	'%C3%A9/%22%3C%27%26%2B%20%5C%3D%24',
	'%C3%A9%2F%22%3C%27%26%2B+%5C%3D%24',
	"%C3%A9%2F%22%3C'%26%2B+%5C%3D$",
	"%c3%a9%2f%22%3c'%26%2b%20%5c%3d%24",
	"%c3%a9/%22%3c'&+%20%5c=$",
	'%c3%a9%2f%22%3c%27%26%2b%20%5c%3d%24',
	'%c3%a9/%22%3c%27%26%2b%20%5c%3d%24',
	'%c3%a9%2f%22%3c%27%26%2b+%5c%3d%24',
	"%c3%a9%2f%22%3c'%26%2b+%5c%3d$",
	// JSON by JavaScript, PHP, Python, both, Go, .NET, and with all but letters and digits escaped.
	String.raw`é/\"<'&+ \\=$`,
	String.raw`é\/\"<'&+ \\=$`,
	String.raw`\u00e9/\"<'&+ \\=$`,
	String.raw`\u00e9\/\"<'&+ \\=$`,
	String.raw`é/\"\u003c'\u0026+ \\=$`,
	String.raw`\u00E9/\u0022\u003C\u0027\u0026\u002B \\=$`,
	String.raw`\u00e9\u002f\u0022\u003c\u0027\u0026\u002b\u0020\u005c\u003d\u0024`,
	// Python's repr, PHP's addslashes.
	String.raw`é/"<\'&+ \\=$`,
	String.raw`é/\"<\'&+ \\=$`,
	// HTML and XML, by their many libraries.
	String.raw`é/"&lt;'&amp;+ \=$`,
	String.raw`é/&quot;&lt;'&amp;+ \=$`,
	String.raw`é/&quot;&lt;&#39;&amp;+ \=$`,
	String.raw`é/&quot;&lt;&#039;&amp;+ \=$`,
	String.raw`é/&quot;&lt;&#x27;&amp;+ \=$`,
	String.raw`é/&quot;&lt;&apos;&amp;+ \=$`,
	String.raw`é/&quot;&lt;&#x27;&amp;+ \&#x3D;$`,
	String.raw`é&#x2F;&quot;&lt;&#x27;&amp;+ \=$`,
	String.raw`é/&#34;&lt;&#39;&amp;+ \=$`,
	'&#233;&#47;&#34;&#60;&#39;&#38;&#43;&#32;&#92;&#61;&#36;',
	'&#xe9;&#x2f;&#x22;&#x3c;&#x27;&#x26;&#x2b;&#x20;&#x5c;&#x3d;&#x24;',
	'w6kvIjwnJisgXD0k',
];

describe('the forms of a secret', () => {
	it('are the ways in which libraries write it, and no others', () => {
		expect(textsOf(SECRET).sort()).toEqual([...WRITTEN].sort());
	});

	it('escape a backtick as .NET and Mustache do', () => {
		expect(textsOf('a`b')).toEqual(expect.arrayContaining([String.raw`a\u0060b`, 'a&#x60;b']));
	});

	it('are itself and Base64 where it is of letters and digits', () => {
		expect(textsOf('abc1')).toEqual(['abc1', 'YWJjMQ==', 'YWJjMQ']);
	});

	it('are those of the text without the spaces around it, too, and none of an empty one', () => {
		expect(textsOf(' abc1\n')).toEqual(expect.arrayContaining([' abc1\n', 'abc1']));
		expect(textsOf('', ' ')).not.toContain('');
	});

	it('have their first four characters in common in a group, of which the shortest is known', () => {
		expect(
			formsOf(['abc-1', 'abc-23']).map(({ head, shortest }) => [head, shortest]),
		).toContainEqual(['abc-', 5]);
	});

	it.each([
		['a short one only as a word', 'pa55', true],
		['a longer one anywhere', 'pa55word', false],
	])('stand for %s', (_what, secret, onlyAsWord) => {
		const [form] = formsOf([secret]).flatMap(({ forms }) => forms);
		expect(form).toMatchObject({ literal: { text: secret }, onlyAsWord });
	});
});
