import { z } from 'zod';
import { FaultPlan } from './faults';
import { createLimiter } from './limiter';
import type { Limiter, LimitSettings } from './limiter';

const count = z.number().int().positive();

const match = z
	.object({
		operationId: z.string(),
		method: z.string(),
		userId: z.string(),
		email: z.string(),
		bodyContains: z.string(),
		urlContains: z.string(),
	})
	.partial()
	.strict();

const choice = {
	match: match.optional(),
	skip: z.number().int().nonnegative().optional(),
	every: count.optional(),
	first: count.optional(),
};

const fault = z.discriminatedUnion('kind', [
	z.strictObject({
		...choice,
		kind: z.literal('status'),
		status: z.number().int().min(400).max(599),
		retryAfter: z.union([z.string(), z.number()]).optional(),
		body: z.enum(['json', 'html', 'empty']).optional(),
		processed: z.boolean().optional(),
	}),
	z.strictObject({ ...choice, kind: z.literal('delay'), ms: z.number().nonnegative() }),
	z.strictObject({ ...choice, kind: z.literal('cutBefore') }),
	z.strictObject({ ...choice, kind: z.literal('cutAfter') }),
	z.strictObject({ ...choice, kind: z.literal('cutInBody') }),
	z.strictObject({ ...choice, kind: z.literal('empty') }),
	z.strictObject({ ...choice, kind: z.literal('text'), text: z.string().optional() }),
	z.strictObject({ ...choice, kind: z.literal('brokenJson') }),
	z.strictObject({ ...choice, kind: z.literal('hang'), processed: z.boolean().optional() }),
	z.strictObject({
		...choice,
		kind: z.literal('redirect'),
		location: z.string(),
		status: z.number().int().min(300).max(399).optional(),
	}),
]);

const limit = z.strictObject({
	perSecond: count,
	window: z.enum(['fixed', 'sliding', 'bucket']).optional(),
	burst: count.optional(),
	retryAfter: z.enum(['seconds', 'date', 'none']).optional(),
});

const milliseconds = z.number().nonnegative();

const settings = z
	.strictObject({
		/** Wait before each response: a fixed time, or a random one between two. */
		latencyMs: z.union([milliseconds, z.tuple([milliseconds, milliseconds])]),
		/** 429 beyond so many requests a second; null for none. */
		limit: limit.nullable(),
		/** Takes the place of all faults set before. */
		faults: z.array(fault),
		/** Off for load tests: records then keep neither headers nor bodies. */
		recordBodies: z.boolean(),
		/** How the API differs from what the spec believes; takes the place of the one set before. */
		personality: z.record(z.string(), z.unknown()),
		/** Refuses connections for so long, cutting those that are open. */
		offForMs: milliseconds,
	})
	.partial();

export type ControlSettings = z.input<typeof settings>;

const DEFAULTS = { latencyMs: 0, limit: null, faults: [], recordBodies: true, personality: {} };

/** How the server behaves at the moment. */
export class Behaviour {
	private current: Required<Omit<ControlSettings, 'offForMs'>> = DEFAULTS;
	faults = new FaultPlan([]);
	limiter: Limiter | undefined;

	get settings(): Readonly<Required<Omit<ControlSettings, 'offForMs'>>> {
		return this.current;
	}

	get limit(): LimitSettings | null {
		return this.current.limit ?? null;
	}

	/**
	 * Returns for how long the server shall be off, as that is not a lasting setting.
	 *
	 * @param personalise takes the personality, and throws for one that it does not know
	 */
	change(input: unknown, personalise: (personality: unknown) => void): number | undefined {
		const { offForMs, ...changes } = parseSettings(input);
		if (changes.personality) personalise(changes.personality);
		const given = Object.entries(changes).filter(([, value]) => value !== undefined);
		this.current = {
			...this.current,
			...(Object.fromEntries(given) as typeof changes),
		} as typeof this.current;
		if (changes.faults) this.faults = new FaultPlan(changes.faults);
		if (changes.limit !== undefined) {
			this.limiter = changes.limit === null ? undefined : createLimiter(changes.limit);
		}
		return offForMs;
	}

	reset(): void {
		this.current = DEFAULTS;
		this.faults = new FaultPlan([]);
		this.limiter = undefined;
	}

	nextLatencyMs(): number {
		const { latencyMs } = this.current;
		if (typeof latencyMs === 'number') return latencyMs;
		const [least, most] = latencyMs as [number, number];
		return least + Math.random() * (most - least);
	}
}

/** Reads settings; what is wrong with them is told in one line. */
function parseSettings(input: unknown): ControlSettings {
	const { success, data, error } = settings.safeParse(input);
	if (success) return data;
	const problems = error.issues.map(
		({ path, message }) => `${path.join('.') || 'settings'}: ${message}`,
	);
	throw new Error(problems.join('; '));
}
