/** What must be right before a release, read from the repository's own files. Pure. */

export interface Manifest {
	readonly name: string;
	readonly version: string;
	readonly author: { readonly email: string };
	readonly repository: { readonly url: string };
}

export interface Repository {
	readonly manifest: Manifest;
	readonly lockedVersion: string;
	readonly changelog: string;
	/** The tag that is released, where there is one. */
	readonly tag?: string | undefined;
	/** `owner/name` on GitHub, where GitHub runs this. */
	readonly builtIn?: string | undefined;
}

export interface Readiness {
	/** What is wrong in any case. */
	readonly errors: readonly string[];
	/** What only a person can do, and must have done before the upload. */
	readonly toDo: readonly string[];
}

const SEMVER = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
const SECTION = /^## (\S+)\s+–\s+(.+)$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
/** Stands in for the account of whoever publishes: docs/publishing.md. */
const STAND_IN_REPOSITORY = 'github.com/n8n-nodes-conscent/n8n-nodes-conscent';

interface Section {
	readonly date: string;
	readonly text: string;
}

function sectionOf(changelog: string, version: string): Section | undefined {
	const lines = changelog.split('\n');
	const start = lines.findIndex((line) => SECTION.exec(line)?.[1] === version);
	if (start < 0) return undefined;
	const length = lines.slice(start + 1).findIndex((line) => SECTION.test(line));
	const end = length < 0 ? lines.length : start + 1 + length;
	return {
		date: SECTION.exec(lines[start] ?? '')?.[2] ?? '',
		text: lines
			.slice(start + 1, end)
			.join('\n')
			.trim(),
	};
}

function versionErrors({ manifest, lockedVersion, tag }: Repository): string[] {
	const { version } = manifest;
	return [
		...(SEMVER.test(version) ? [] : [`package.json: '${version}' is no version`]),
		...(lockedVersion === version
			? []
			: [`package-lock.json says ${lockedVersion}, package.json ${version}: npm install`]),
		...(tag === undefined || tag === `v${version}`
			? []
			: [`the tag ${tag} does not belong to version ${version}`]),
	];
}

function changelogErrors(section: Section | undefined, version: string): string[] {
	if (!section) return [`CHANGELOG.md has no section "## ${version} – <date>"`];
	return section.text === '' ? [`CHANGELOG.md says nothing of ${version}`] : [];
}

/** npm refuses a provenance statement from another repository. */
function originErrors({ manifest, builtIn }: Repository): string[] {
	const isOurs = builtIn === undefined || manifest.repository.url.includes(`/${builtIn}.git`);
	return isOurs ? [] : [`package.json names ${manifest.repository.url}, not ${builtIn}`];
}

export function readinessOf(repository: Repository): Readiness {
	const { manifest, changelog } = repository;
	const section = sectionOf(changelog, manifest.version);
	return {
		errors: [
			...versionErrors(repository),
			...changelogErrors(section, manifest.version),
			...originErrors(repository),
		],
		toDo: [
			...(section && !DATE.test(section.date)
				? [`CHANGELOG.md: write the date instead of "${section.date}"`]
				: []),
			...(manifest.author.email.endsWith('.example')
				? ['package.json, author: the name and email that also stand on npm']
				: []),
			...(manifest.repository.url.includes(STAND_IN_REPOSITORY)
				? ['the public repository instead of the stand-in: docs/publishing.md, "Stand-ins"']
				: []),
		],
	};
}
