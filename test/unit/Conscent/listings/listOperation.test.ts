import { getMany as getContents } from '../../../../nodes/Conscent/resources/content/getMany';
import { getManyBundles } from '../../../../nodes/Conscent/resources/content/getManyBundles';
import { parametersOf } from '../../shared/support/parameters';

it.each([getContents, getManyBundles])(
	'a list without filters reads none: $action',
	(operation) => {
		const parameters = parametersOf({
			returnAll: true,
			simplify: true,
			filters: 'of another list',
		});
		expect(() => operation.prepare(parameters)).not.toThrow();
	},
);
