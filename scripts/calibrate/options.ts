import { parseArgs } from 'node:util';

import { Problem } from '../n8n/problem';
import type { Question, Target } from './question';
import type { CalibratedService } from './service';
import { commerceEngine } from './services/commerceEngine';
import { conscent } from './services/conscent';
import { insighto } from './services/insighto';

const COMMAND = 'npm run calibrate -- --environment sandbox --user <id of a test reader>';
const ENVIRONMENTS = ['sandbox', 'production'] as const;

/** By the name that `--service` takes. */
export const SERVICES: Readonly<Record<string, CalibratedService>> = {
	conscent,
	insighto,
	'commerce-engine': commerceEngine,
};

function flag(help: string) {
	return { type: 'boolean', default: false, value: '', help } as const;
}

function text(value: string, help: string) {
	return { type: 'string', value, help } as const;
}

const OPTIONS = {
	environment: text('E', 'sandbox or production (with --confirm-production); or --base-url'),
	'base-url': text('URL', "an address of one's own, such as that of `npm run server`"),
	user: text(
		'ID',
		'the test reader whose profile is written to, and restored; without it only reading questions are asked',
	),
	service: {
		...text('S', `${Object.keys(SERVICES).join(', ')}; conscent by default`),
		default: 'conscent',
	},
	yes: flag('send it'),
	only: text('A,B', 'only these questions'),
	report: {
		...text('FILE', 'where the report goes; calibrate-report.md by default, and the same as .json'),
		default: 'calibrate-report.md',
	},
	apply: flag('change spec/ as the findings say'),
	'allow-create': text(
		'EMAIL',
		'also create a dashboard user with this address, which stays; never in production',
	),
	'allow-leftovers': flag(
		'also ask where something may stay in the profile that no call takes back',
	),
	'probe-limit': flag('also send many requests at once, until one is refused'),
	'requests-per-second': { ...text('N', '1 by default'), default: '1' },
	'max-requests': { ...text('N', '120 by default'), default: '120' },
	'confirm-production': flag('needed for --environment production'),
	help: { ...flag('show this'), short: 'h' },
} as const;

export const USAGE = [
	`${COMMAND}\n`,
	'Asks the real API what the package only assumes. Prints the plan and stops; --yes sends it.\n',
	...Object.entries(OPTIONS).map(([name, { value, help }]) =>
		`--${name} ${value}`.padEnd(26).concat(help),
	),
	'\nKey and secret are taken from the environment or asked for:',
	...Object.values(SERVICES).map(
		({ name, secrets }) => `${name}: ${Object.keys(secrets).join(', ')}`,
	),
].join('\n');

function parse(args: string[]) {
	try {
		return parseArgs({ args, options: OPTIONS }).values;
	} catch (error) {
		throw new Problem((error as Error).message, `It is: ${COMMAND}`);
	}
}

type Given = ReturnType<typeof parse>;

function check(isRight: unknown, message: string, advice = `It is: ${COMMAND}`): asserts isRight {
	if (!isRight) throw new Problem(message, advice);
}

function environmentOf({ environment, 'base-url': baseUrl, ...given }: Given) {
	if (baseUrl !== undefined) {
		check(environment === undefined, '--environment and --base-url exclude each other.');
		return 'custom';
	}
	const known = ENVIRONMENTS.find((name) => name === environment);
	const message =
		environment === undefined ? '--environment is missing.' : `There is no ${environment}.`;
	check(known, message, `It is one of: ${ENVIRONMENTS.join(', ')}.`);
	check(
		known === 'sandbox' || given['confirm-production'],
		'Production holds the data of real readers.',
		'Use the sandbox. If there is none, add --confirm-production.',
	);
	return known;
}

/** Else `--base-url` would be a way around what is not done to a real API. */
function isThisMachine(baseUrl: string | undefined): boolean {
	const { hostname = '' } = URL.parse(baseUrl ?? '') ?? {};
	return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

function assertAllowed(given: Given, environment: Target['environment']): void {
	const { apply, 'allow-create': email } = given;
	const isLocal = isThisMachine(given['base-url']);
	check(!apply || !isLocal, 'A test server proves nothing about the API.', 'Leave out --apply.');
	if (email === undefined) return;
	check(
		/^[^@\s]+@[^@\s]+$/.test(email),
		'--allow-create takes an email address.',
		'Take one of your own.',
	);
	check(
		environment === 'sandbox' || isLocal,
		'Nobody is created there: no documented call deletes a dashboard user.',
		'Leave out --allow-create, or use --environment sandbox.',
	);
}

function numberOf(given: Given, name: 'requests-per-second' | 'max-requests', most: number) {
	const value = Number(given[name]);
	check(value > 0 && value <= most, `--${name} takes a number up to ${most}.`);
	return value;
}

/** Writing questions need a reader; creating ones and the limit need their own leave. */
function questionsOf(given: Given, { questions }: CalibratedService): Question[] {
	const ids = questions.map(({ id }) => id);
	const wanted = given.only?.split(',').map((id) => id.trim()) ?? ids;
	const unknown = wanted.find((id) => !ids.includes(id));
	check(unknown === undefined, `There is no question ${unknown}.`, `They are: ${ids.join(', ')}.`);
	const allowed = {
		read: true,
		write: given.user !== undefined,
		create: given['allow-create'] !== undefined,
		limit: given['probe-limit'],
	};
	return questions.filter(({ id, kind }) => allowed[kind] && wanted.includes(id));
}

/**
 * @returns undefined if only the usage is asked for
 * @throws Problem
 */
export function readOptions(args: string[]) {
	const given = parse(args);
	if (given.help) return undefined;
	const service = SERVICES[given.service];
	const names = Object.keys(SERVICES).join(', ');
	check(service, `There is no service ${given.service}.`, `It is one of: ${names}.`);
	const environment = environmentOf(given);
	assertAllowed(given, environment);
	const { user: userId = '', 'allow-create': createEmail } = given;
	const target: Target = {
		...{ environment, userId, profile: {}, readBody: {} },
		allowLeftovers: given['allow-leftovers'],
		...(createEmail !== undefined && { createEmail }),
	};
	return {
		service,
		target,
		baseUrl: given['base-url'] ?? '',
		questions: questionsOf(given, service),
		isSent: given.yes,
		isApplied: given.apply,
		reportFile: given.report,
		requestsPerSecond: numberOf(given, 'requests-per-second', 1_000),
		maxRequests: numberOf(given, 'max-requests', 500),
	};
}

export type CalibrateOptions = NonNullable<ReturnType<typeof readOptions>>;
