import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Document } from 'openapi-backend';
import { parse } from 'yaml';

const SPEC_FOLDER = path.join(__dirname, '../../spec');

export const SPEC_FILE = path.join(SPEC_FOLDER, 'conscent.openapi.yaml');

/** The API description as plain data; each call gives a fresh copy. */
export function readSpec(file = SPEC_FILE): Document {
	return parse(readFileSync(path.resolve(SPEC_FOLDER, file), 'utf8')) as Document;
}
