import { missingParts } from '../support/operationParts';

it('no part of an operation is missing: docs/development.md, "Add an operation", tells them all', () => {
	expect(missingParts()).toEqual([]);
});
