/** The plain loop of most community nodes: one item, one request, wait, next. Only for the bench. */
class SequentialPatch {
	description = {
		displayName: 'Sequential Patch',
		name: 'sequentialPatch',
		group: ['output'],
		version: 1,
		description: 'Sends one PATCH for each item, one after the other',
		defaults: { name: 'Sequential Patch' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'conscentApi', required: true }],
		properties: [
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'Name', name: 'name', type: 'string', default: '' },
		],
	};

	async execute() {
		const output = [];
		for (let item = 0; item < this.getInputData().length; item += 1) {
			const options = {
				method: 'PATCH',
				url: this.getNodeParameter('url', item),
				body: { name: this.getNodeParameter('name', item) },
				json: true,
			};
			const json = await this.helpers.httpRequestWithAuthentication.call(
				this,
				'conscentApi',
				options,
			);
			output.push({ json, pairedItem: { item } });
		}
		return [output];
	}
}

module.exports = { SequentialPatch };
