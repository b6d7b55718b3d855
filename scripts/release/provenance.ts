import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface Origin {
	readonly packageName: string;
	readonly version: string;
	readonly repositoryUrl: string;
	readonly commit: string;
	readonly ref: string;
}

const WORKFLOW = '.github/workflows/publish.yml';

/**
 * The statement that npm signs and publishes with the package (SLSA provenance v1 in an in-toto statement), as far as it
 * can be made without GitHub: the run's ID and the signature come from there.
 */
export function provenanceStatement(packedFile: string, origin: Origin): object {
	const { packageName, version, repositoryUrl, commit, ref } = origin;
	const repository = repositoryUrl.replace(/^git\+/, '').replace(/\.git$/, '');
	const sha512 = createHash('sha512').update(readFileSync(packedFile)).digest('hex');
	return {
		_type: 'https://in-toto.io/Statement/v1',
		subject: [{ name: `pkg:npm/${packageName}@${version}`, digest: { sha512 } }],
		predicateType: 'https://slsa.dev/provenance/v1',
		predicate: {
			buildDefinition: {
				buildType: 'https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1',
				externalParameters: { workflow: { ref, repository, path: WORKFLOW } },
				resolvedDependencies: [{ uri: `git+${repository}@${ref}`, digest: { gitCommit: commit } }],
			},
			runDetails: { builder: { id: 'unsigned: made in a rehearsal' } },
		},
	};
}
