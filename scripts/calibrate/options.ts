import { parseArgs } from 'node:util';

import { Problem } from '../n8n/problem';
import type { Question, Target } from './question';
import type { CalibratedService } from './service';
import { SERVICES } from './services';

const COMMAND = 'npm run calibrate -- --environment sandbox --user <id of a test reader>';
const DEFAULT_REQUESTS_PER_SECOND = 1;
const DEFAULT_MAX_REQUESTS = 120;
const MAX_REQUESTS = 500;
const ENVIRONMENTS = ['sandbox', 'production'] as const;

export const USAGE = `${COMMAND}

Asks the real API what the package only assumes. Prints the plan and stops; --yes sends it.

--environment E        sandbox or production (with --confirm-production); or --base-url
--base-url URL         an address of one's own, such as that of \`npm run server\`
--user ID              the test reader whose profile is written to, and restored; without it only reading questions are asked
--service S            ${Object.keys(SERVICES).join(', ')}; conscent by default
--yes                  send it
--only A,B             only these questions
--report FILE          where the report goes; calibrate-report.md by default, and the same as .json
--apply                change spec/ as the findings say
--allow-create EMAIL   also create a dashboard user with this address, which stays; never in production
--allow-leftovers      also ask where something may stay in the profile that no call takes back
--probe-limit          also send many requests at once, until one is refused
--requests-per-second N, --max-requests N
--confirm-production   needed for --environment production

Key and secret are taken from the environment or asked for: ${Object.values(SERVICES)
	.map(({ name, secrets }) => `${name}: ${secrets.map(({ variable }) => variable).join(', ')}`)
	.join('. ')}.`;

export interface CalibrateOptions {
	readonly service: CalibratedService;
	readonly environment: Target['environment'];
	readonly baseUrl: string;
	readonly userId: string;
	readonly questions: readonly Question[];
	readonly createEmail: string | undefined;
	readonly allowLeftovers: boolean;
	readonly isSent: boolean;
	readonly isApplied: boolean;
	readonly reportFile: string;
	readonly requestsPerSecond: number;
	readonly maxRequests: number;
}

function parse(args: string[]) {
	const flag = { type: 'boolean', default: false } as const;
	const text = { type: 'string' } as const;
	try {
		return parseArgs({
			args,
			options: {
				help: { ...flag, short: 'h' },
				yes: flag,
				apply: flag,
				'allow-leftovers': flag,
				'probe-limit': flag,
				'confirm-production': flag,
				environment: text,
				'base-url': text,
				user: text,
				service: { ...text, default: 'conscent' },
				only: text,
				report: { ...text, default: 'calibrate-report.md' },
				'allow-create': text,
				'requests-per-second': text,
				'max-requests': text,
			},
		}).values;
	} catch (error) {
		throw new Problem((error as Error).message, `It is: ${COMMAND}`);
	}
}

type Given = ReturnType<typeof parse>;

function environmentOf(given: Given): Target['environment'] {
	const { environment, 'base-url': baseUrl } = given;
	if (baseUrl !== undefined && environment === undefined) return 'custom';
	if (baseUrl !== undefined) {
		throw new Problem('--environment and --base-url exclude each other.', `It is: ${COMMAND}`);
	}
	const known = ENVIRONMENTS.find((name) => name === environment);
	if (!known) {
		throw new Problem(
			environment === undefined ? '--environment is missing.' : `There is no ${environment}.`,
			`It is one of: ${ENVIRONMENTS.join(', ')}.`,
		);
	}
	if (known === 'production' && !given['confirm-production']) {
		throw new Problem(
			'Production holds the data of real readers.',
			'Use the sandbox. If there is none, add --confirm-production.',
		);
	}
	return known;
}

/** `--base-url` would be a way around it: only an address of this machine is none of a real API. */
function isRealApi(environment: Target['environment'], baseUrl: string): boolean {
	if (environment !== 'custom') return true;
	return !['127.0.0.1', 'localhost', '[::1]'].includes(URL.parse(baseUrl)?.hostname ?? '');
}

function numberOf(
	name: string,
	given: string | undefined,
	most: number,
	otherwise: number,
): number {
	if (given === undefined) return otherwise;
	const value = Number(given);
	if (value > 0 && value <= most) return value;
	throw new Problem(`--${name} takes a number up to ${most}.`, `It is: ${COMMAND}`);
}

function serviceOf({ service }: Given): CalibratedService {
	const known = SERVICES[service];
	if (known) return known;
	throw new Problem(
		`There is no service ${service}.`,
		`It is one of: ${Object.keys(SERVICES).join(', ')}.`,
	);
}

/** Writing questions need a reader; creating ones and the limit need their own leave. */
function questionsOf(given: Given, service: CalibratedService): Question[] {
	const wanted = given.only?.split(',').map((id) => id.trim());
	const unknown = wanted?.find((id) => !service.questions.some((question) => question.id === id));
	if (unknown !== undefined) {
		const ids = service.questions.map(({ id }) => id);
		throw new Problem(`There is no question ${unknown}.`, `They are: ${ids.join(', ')}.`);
	}
	const allowed = {
		read: true,
		write: given.user !== undefined || !service.needsUserId,
		create: given['allow-create'] !== undefined,
		limit: given['probe-limit'],
	};
	return service.questions.filter(
		({ id, kind }) => allowed[kind] && (wanted === undefined || wanted.includes(id)),
	);
}

function assertMayCreate(given: Given, environment: Target['environment'], isLocal: boolean): void {
	const email = given['allow-create'];
	if (email === undefined) return;
	if (!/^[^@\s]+@[^@\s]+$/.test(email)) {
		throw new Problem('--allow-create takes an email address.', 'Take one of your own.');
	}
	if (environment === 'sandbox' || isLocal) return;
	throw new Problem(
		'Nobody is created there: no documented call deletes a dashboard user.',
		'Leave out --allow-create, or use --environment sandbox.',
	);
}

/**
 * @returns undefined if only the usage is asked for
 * @throws Problem
 */
export function readOptions(args: string[]): CalibrateOptions | undefined {
	const given = parse(args);
	if (given.help) return undefined;
	const service = serviceOf(given);
	const environment = environmentOf(given);
	const baseUrl = given['base-url'] ?? '';
	const isReal = isRealApi(environment, baseUrl);
	assertMayCreate(given, environment, !isReal);
	if (given.apply && !isReal) {
		throw new Problem('A test server proves nothing about the API.', 'Leave out --apply.');
	}
	return {
		service,
		environment,
		baseUrl,
		userId: given.user ?? '',
		questions: questionsOf(given, service),
		createEmail: given['allow-create'],
		allowLeftovers: given['allow-leftovers'],
		isSent: given.yes,
		isApplied: given.apply,
		reportFile: given.report,
		requestsPerSecond: numberOf(
			'requests-per-second',
			given['requests-per-second'],
			1_000,
			DEFAULT_REQUESTS_PER_SECOND,
		),
		maxRequests: numberOf(
			'max-requests',
			given['max-requests'],
			MAX_REQUESTS,
			DEFAULT_MAX_REQUESTS,
		),
	};
}
