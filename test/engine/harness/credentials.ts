import { getAdditionalKeys } from 'n8n-core';
import type { PackageDirectoryLoader } from 'n8n-core';
import { ICredentials, ICredentialsHelper, isExpression, NodeHelpers } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsExpressionResolveValues,
	ICredentialType,
	IExecuteData,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentials,
	INodeCredentialsDetails,
	INodeParameters,
	INodeProperties,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { credentialTypeOf } from './package';

export type CredentialData = Record<string, ICredentialDataDecryptedObject>;

/** A credential as n8n keeps it, but for the encryption. As text: a node that changes what it got changes its own copy. */
class StoredCredential extends ICredentials {
	override async getData(): Promise<ICredentialDataDecryptedObject> {
		return JSON.parse(this.data ?? '{}') as ICredentialDataDecryptedObject;
	}

	override async setData(data: ICredentialDataDecryptedObject): Promise<void> {
		this.data = JSON.stringify(data);
	}

	override getDataToSave(): never {
		throw new Error('The harness has no database');
	}

	override async updateData(): Promise<never> {
		throw new Error('The harness has no OAuth credentials');
	}
}

/**
 * Does for the engine what n8n's server does with a database: keeps credentials, reads them for a node,
 * fills in their defaults, resolves their expressions, and signs requests as the credential type says.
 */
export class HarnessCredentials extends ICredentialsHelper {
	private readonly stored = new Map<string, StoredCredential>();

	constructor(private readonly loader: PackageDirectoryLoader) {
		super();
	}

	/** Saves one credential of each type and gives back what a node refers to them by. */
	async save(credentials: CredentialData): Promise<INodeCredentials> {
		const references: INodeCredentials = {};
		for (const [type, data] of Object.entries(credentials)) {
			const reference = { id: String(this.stored.size + 1), name: `Test ${type}` };
			const credential = new StoredCredential(reference, type);
			await credential.setData(data);
			this.stored.set(reference.id, credential);
			references[type] = reference;
		}
		return references;
	}

	override getParentTypes(name: string): string[] {
		return credentialTypeOf(this.loader, name).extends ?? [];
	}

	override isCredentialUsableByNode(credentialType: string, nodeType: string): boolean {
		const type = credentialTypeOf(this.loader, credentialType);
		if (!type.restrictToSupportedNodes) return true;
		const supported = this.loader.known.credentials[credentialType]?.supportedNodes ?? [];
		return supported.some((name) => `${this.loader.packageName}.${name}` === nodeType);
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const options = requestOptions as IHttpRequestOptions;
		const { authenticate } = credentialTypeOf(this.loader, typeName);
		if (authenticate === undefined) return options;
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		if (!workflow || !node) throw new Error('Only a node of a workflow can sign a request');

		const resolve = (text: string) => resolveCredentialValue(text, credentials, workflow, node);
		return applyGenericAuthentication(options, authenticate.properties, resolve);
	}

	override async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = credentialTypeOf(this.loader, typeName);
		const token = type.properties.find(isExpirable)?.name;
		if (token === undefined || type.preAuthentication === undefined) return undefined;
		if (credentials[token] !== '' && !credentialsExpired) return undefined;

		const fresh = await this.runPreAuthentication(helpers, credentials, typeName);
		const reference = node.credentials?.[typeName];
		if (fresh?.[token] === undefined || reference === undefined) return undefined;
		await this.updateCredentials(reference, typeName, { ...credentials, ...fresh });
		return Object.assign(credentials, fresh);
	}

	override async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication } = credentialTypeOf(this.loader, typeName);
		const fresh = await preAuthentication?.call(helpers, credentials);
		return fresh as ICredentialDataDecryptedObject | undefined;
	}

	override async getCredentials(
		reference: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentials> {
		return this.find(reference, type);
	}

	override async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		reference: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		expressions?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const data = await this.find(reference, type).getData();
		if (raw) return data;
		const complete = this.withDefaults(type, data);
		if (!expressions) return complete;

		const additionalKeys = getAdditionalKeys(additionalData, mode, null, { isCredential: true });
		return expressions.workflow.expression.getParameterValue(
			complete as INodeParameters,
			expressions.runExecutionData,
			expressions.runIndex,
			expressions.itemIndex,
			expressions.node.name,
			expressions.connectionInputData,
			mode,
			additionalKeys,
			executeData,
			false,
			complete,
		) as ICredentialDataDecryptedObject;
	}

	withDefaults(type: string, data: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject {
		const properties = this.getCredentialsProperties(type);
		const values = data as INodeParameters;
		const complete = NodeHelpers.getNodeParameters(properties, values, true, false, null, null);
		return complete as ICredentialDataDecryptedObject;
	}

	override async updateCredentials(
		reference: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		await this.find(reference, type).setData(data);
	}

	override async updateCredentialsOauthTokenData(): Promise<void> {
		throw new Error('The harness has no OAuth credentials');
	}

	override getCredentialsProperties(type: string): INodeProperties[] {
		return credentialTypeOf(this.loader, type).properties;
	}

	private find(reference: INodeCredentialsDetails, type: string): StoredCredential {
		const credential = this.stored.get(reference.id ?? '');
		if (credential?.type !== type) throw new Error(`No credential of type ${type} was saved`);
		return credential;
	}
}

function isExpirable(property: INodeProperties): boolean {
	return property.type === 'hidden' && property.typeOptions?.expirable === true;
}

function resolveCredentialValue(
	text: string,
	credentials: ICredentialDataDecryptedObject,
	workflow: Workflow,
	node: INode,
): string {
	if (!isExpression(text)) return text;
	const keys = { $credentials: credentials };
	const value = workflow.expression.getSimpleParameterValue(
		node,
		text,
		'internal',
		keys,
		undefined,
		'',
	);
	return value ? String(value) : '';
}

type GenericAuthentication = Exclude<
	NonNullable<ICredentialType['authenticate']>,
	(...parameters: never[]) => unknown
>['properties'];

/** Names and values may both be expressions; they end up under the request option of the same name. */
function applyGenericAuthentication(
	options: IHttpRequestOptions,
	properties: GenericAuthentication,
	resolve: (text: string) => string,
): IHttpRequestOptions {
	const target = options as unknown as Record<string, Record<string, string>>;
	for (const [option, values] of Object.entries(properties)) {
		const section = (target[option] ??= {});
		for (const [name, value] of Object.entries(values as Record<string, string>)) {
			section[resolve(name)] = resolve(value);
		}
	}
	return options;
}
