/** The walls of the package: who may know whom. `npm run check` keeps them. */
module.exports = {
	forbidden: [
		{
			name: 'shared-knows-no-service',
			comment: 'What serves every node must not know one of them.',
			severity: 'error',
			from: { path: '^nodes/shared/' },
			to: { path: '^(nodes/(?!shared/)|credentials/)' },
		},
		{
			name: 'services-stand-alone',
			comment: 'Each service could leave for a package of its own.',
			severity: 'error',
			from: { path: '^nodes/(Conscent|Insighto|CommerceEngine)(Trigger)?/' },
			to: { path: '^nodes/(?!shared/)', pathNot: '^nodes/$1(Trigger)?/' },
		},
		{
			name: 'credentials-know-their-own-service',
			comment: 'A service that leaves takes its credential along, and nothing else.',
			severity: 'error',
			from: { path: '^credentials/(Conscent|Insighto|CommerceEngine)Api' },
			to: { path: '^(nodes/(?!shared/)|credentials/)', pathNot: '^nodes/$1/' },
		},
		{
			name: 'test-servers-stand-alone',
			comment: 'The part of a test server that is about a service goes with it.',
			severity: 'error',
			from: { path: '^test/server/(insighto|commerceEngine)/' },
			to: { path: '^test/server/(insighto|commerceEngine)/', pathNot: '^test/server/$1/' },
		},
		{
			name: 'the-node-knows-no-trigger',
			comment: 'The trigger builds on the node, not the other way round.',
			severity: 'error',
			from: { path: '^nodes/Conscent/' },
			to: { path: '^nodes/ConscentTrigger/' },
		},
		{
			name: 'resources-know-no-network',
			comment:
				'An operation is data and a pure function: it neither sends, nor waits, nor knows n8n at run time.',
			severity: 'error',
			from: { path: '^nodes/[^/]+/(resources|fields|calls)/' },
			to: {
				path: '^nodes/shared/(transport|connect|sender|gate|pace|execute|runItems|errors)\\.ts$',
			},
		},
		{
			name: 'resources-take-only-types-of-n8n',
			comment: 'Pure code needs the names of n8n, not its functions.',
			severity: 'error',
			from: { path: '^nodes/[^/]+/(resources|fields|calls)/' },
			to: { path: 'node_modules/n8n-workflow', dependencyTypesNot: ['type-only'] },
		},
		{
			name: 'only-transport-is-given-the-request-helper',
			comment: 'Nobody but the connection builds a transport, and nobody but the sender uses one.',
			severity: 'error',
			from: { path: '^nodes/', pathNot: '^nodes/shared/(connect|sender|transport)\\.ts$' },
			to: { path: '^nodes/shared/transport\\.ts$', dependencyTypesNot: ['type-only'] },
		},
		{
			name: 'published-code-needs-nothing-but-n8n-workflow',
			comment: 'The package has no runtime dependencies; n8n-core is for tests only.',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: { path: 'node_modules/', pathNot: 'node_modules/n8n-workflow/' },
		},
		{
			name: 'published-code-stands-alone',
			comment: 'Nothing that is published may need what is not.',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: { path: '^(test|scripts|bench|spec)/' },
		},
		{
			name: 'no-circles',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: { circular: true },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['require', 'node', 'default'],
		},
	},
};
