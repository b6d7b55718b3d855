/** The services whose operations have docs pages and output schemas. A service that leaves takes its entry along. */
import { resources as commerceEngineResources } from '../../nodes/CommerceEngine/resources';
import { resources as conscentResources } from '../../nodes/Conscent/resources';
import { LOOKUP_CALLS } from '../../nodes/Conscent/users/find';
import { resources as insightoResources } from '../../nodes/Insighto/resources';
import type { Operation, Resource } from '../../nodes/shared/operation';
import { parametersFor, rehearse } from './rehearse';
import type { Rehearsal } from './rehearse';
import { CONSCENT_VARIANTS, sampleParameters } from './samples';
import type { Variants } from './samples';
import { CONSCENT, Specification } from './specification';

export interface DocumentedService {
	readonly name: string;
	/** Where the node and its output schemas are. */
	readonly folder: string;
	/** Begins the names of its pages. */
	readonly pagePrefix: string;
	/** The page about the service as a whole, as seen from docs/operations; of the package's own it is the README. */
	readonly guide?: string;
	/** A page about a resource that is written by hand, as seen from docs/operations, by the resource's value. */
	readonly resourceGuides?: Readonly<Record<string, string>>;
	readonly resources: readonly Resource[];
	readonly specification: Specification;
	readonly variants: Variants;
	/** Calls that find a user, for operations that offer it; the pages tell them apart from the operation's own. */
	readonly lookupCalls: readonly string[];
}

const CONSCENT_SERVICE: DocumentedService = {
	name: 'Conscent',
	folder: 'nodes/Conscent',
	pagePrefix: '',
	resourceGuides: { user: '../users.md', dashboardUser: '../dashboard-users.md' },
	resources: conscentResources,
	specification: CONSCENT,
	variants: CONSCENT_VARIANTS,
	lookupCalls: LOOKUP_CALLS,
};

const INSIGHTO: DocumentedService = {
	name: 'Insighto',
	folder: 'nodes/Insighto',
	pagePrefix: 'insighto-',
	guide: '../insighto.md',
	resources: insightoResources,
	specification: new Specification('insighto.openapi.yaml'),
	variants: {
		'user: update': [{ profileFields: { first_name: 'Asha' } }],
	},
	lookupCalls: [],
};

const COMMERCE_ENGINE: DocumentedService = {
	name: 'Commerce Engine',
	folder: 'nodes/CommerceEngine',
	pagePrefix: 'commerce-engine-',
	guide: '../commerce-engine.md',
	resources: commerceEngineResources,
	specification: new Specification('commerce-engine.openapi.yaml'),
	variants: {
		'user: update': [{ updateFields: { first_name: 'Asha' } }],
		'address: update': [{ updateFields: { city: 'Agra' } }],
	},
	lookupCalls: [],
};

export const SERVICES: readonly DocumentedService[] = [CONSCENT_SERVICE, INSIGHTO, COMMERCE_ENGINE];

/** An operation played through with each variant of its parameters and each sample response. */
export async function rehearseAll(
	{ specification, variants }: DocumentedService,
	resource: Resource,
	operation: Operation,
): Promise<Rehearsal[]> {
	const rehearsals: Rehearsal[] = [];
	for (const values of sampleParameters(resource, operation, variants)) {
		const parameters = () => parametersFor(resource, operation, values);
		const first = await rehearse(operation, parameters(), undefined, specification);
		rehearsals.push(first);
		for (const { value } of first.requests.at(-1)?.call.samples.slice(1) ?? []) {
			rehearsals.push(await rehearse(operation, parameters(), () => value, specification));
		}
	}
	return rehearsals;
}
