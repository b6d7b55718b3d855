import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Document } from 'openapi-backend';
import { parse } from 'yaml';

export const SPEC_FILE = path.join(__dirname, '../../spec/conscent.openapi.yaml');

/** The API description as plain data; each call gives a fresh copy. */
export function readSpec(): Document {
	return parse(readFileSync(SPEC_FILE, 'utf8')) as Document;
}
