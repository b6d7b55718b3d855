import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import type { Document } from 'openapi-backend';

const SPEC_FOLDER = path.join(__dirname, '../../spec');

export const SPEC_FILE = path.join(SPEC_FOLDER, 'conscent.openapi.yaml');

/** The descriptions of all services. */
export const SPEC_FILES = readdirSync(SPEC_FOLDER).filter((name) => name.endsWith('.openapi.yaml'));

/** A YAML file as plain data. The core schema is JSON's: a day stays a text. */
export function readYaml(file: string): unknown {
	return load(readFileSync(path.resolve(SPEC_FOLDER, file), 'utf8'), { schema: CORE_SCHEMA });
}

/** The API description; each call gives a fresh copy. */
export function readSpec(file = SPEC_FILE): Document {
	return readYaml(file) as Document;
}
