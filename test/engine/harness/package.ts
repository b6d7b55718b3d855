import { PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType } from 'n8n-workflow';
import path from 'node:path';

// n8n's loader finds them by package.json. By these, jest knows which tests to run for a change (`jest -o`, mutation tests).
import '../../../nodes/CommerceEngine/CommerceEngine.node';
import '../../../nodes/Conscent/Conscent.node';
import '../../../nodes/ConscentTrigger/ConscentTrigger.node';
import '../../../nodes/Insighto/Insighto.node';

export const CHECKOUT_DIR = path.resolve(__dirname, '../../..');

let loaded: Promise<PackageDirectoryLoader> | undefined;

async function load(directory: string): Promise<PackageDirectoryLoader> {
	const loader = new PackageDirectoryLoader(directory);
	await loader.loadAll();
	return loader;
}

/** The built package of this checkout, read once by the class with which n8n reads installed packages. */
export async function loadPackage(): Promise<PackageDirectoryLoader> {
	loaded ??= load(CHECKOUT_DIR);
	return await loaded;
}

export function credentialTypeOf(loader: PackageDirectoryLoader, name: string): ICredentialType {
	return loader.getCredential(name).type;
}

/** n8n names a node by its package: `n8n-nodes-conscent.conscent`. Tests may leave the package out. */
export function fullNodeType(loader: PackageDirectoryLoader, type: string): string {
	return type.includes('.') ? type : `${loader.packageName}.${type}`;
}
