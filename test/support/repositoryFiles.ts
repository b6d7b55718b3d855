import { readdirSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(__dirname, '../..');

/** What is made, installed or left over is nobody's to read. */
const NOT_OURS = /^(?:node_modules|dist(?:-.*)?|coverage|\.tmp|\.git)$/;

function filesIn(folder: string): string[] {
	return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
		if (NOT_OURS.test(entry.name)) return [];
		const file = path.posix.join(folder, entry.name);
		return entry.isDirectory() ? filesIn(file) : [file];
	});
}

/** @returns the files of the repository with this ending, by their paths below the root */
export function repositoryFiles(ending: string): string[] {
	return filesIn('.').filter((file) => file.endsWith(ending));
}
