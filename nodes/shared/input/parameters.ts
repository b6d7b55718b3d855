import type { IDataObject } from 'n8n-workflow';

import { ValidationError } from './validationError';
import { isEmpty, isPlainObject } from './parse/text';

/** Reads one parameter of one item; undefined where the editor hides it. */
export type ReadParameter = (name: string) => unknown;

/** What n8n tells of a node's parameters: as they were typed in, and what they come to for an item. */
export interface ParameterReader {
	/** undefined or null where the editor hides the parameter. */
	typed(name: string): unknown;
	resolved(name: string, itemIndex: number): unknown;
}

/** The parameters of all items of a run. What holds no expression is the same for each of them, and is read once. */
export class RunParameters {
	private readonly fixed = new Map<string, unknown>();

	private readonly varying = new Set<string>();

	private readonly typedTexts = new Map<string, unknown>();

	/**
	 * @param timezone the workflow's
	 * @param defaults what the credential holds for parameters without a value
	 */
	constructor(
		private readonly reader: ParameterReader,
		private readonly timezone: string,
		private readonly defaults: IDataObject = {},
	) {}

	forItem(itemIndex: number): Parameters {
		const resolve = (name: string) => this.read(name, itemIndex);
		return new Parameters(resolve, this.typed, this.timezone, this.defaults);
	}

	private readonly typed = (name: string): unknown => {
		if (!this.typedTexts.has(name)) this.typedTexts.set(name, this.reader.typed(name));
		return this.typedTexts.get(name);
	};

	private read(name: string, itemIndex: number): unknown {
		if (this.varying.has(name)) return this.reader.resolved(name, itemIndex);
		if (!this.fixed.has(name)) {
			if (hasExpression(this.typed(name))) this.varying.add(name);
			else this.fixed.set(name, this.reader.resolved(name, itemIndex));
			return this.read(name, itemIndex);
		}
		return this.fixed.get(name);
	}
}

/** n8n's mark of an expression; it resolves keys of an object like its values. */
function hasExpression(typed: unknown): boolean {
	if (typeof typed === 'string') return typed.startsWith('=');
	if (typeof typed !== 'object' || typed === null) return false;
	return Object.entries(typed).some(([key, value]) => hasExpression(key) || hasExpression(value));
}

/** The parameters of one item, with expressions resolved: each once, as resolving them is what a run spends most on. */
export class Parameters {
	private readonly known = new Map<string, unknown>();

	/**
	 * @param typed the parameters as they were typed in; left out where none of them holds an expression
	 * @param timezone the workflow's, in which dates and times without one are taken
	 */
	constructor(
		private readonly resolve: ReadParameter,
		private readonly typed: ReadParameter = resolve,
		readonly timezone = 'UTC',
		private readonly defaults: IDataObject = {},
	) {}

	value(name: string): unknown {
		return this.read(name);
	}

	/** The parameter, or what the credential holds for it where it has no value. */
	valueOrDefault(name: string): unknown {
		const value = this.read(name);
		return isEmpty(value) ? this.defaults[name] : value;
	}

	private read(name: string): unknown {
		if (!this.known.has(name)) this.known.set(name, this.resolve(name));
		return this.known.get(name);
	}

	/** A fixed choice or toggle of the editor, which always has a value. */
	choice(name: string): string {
		return String(this.read(name) ?? '');
	}

	isOn(name: string): boolean {
		// An expression may give text.
		return String(this.read(name)).trim().toLowerCase() === 'true';
	}

	/** The value of a resource locator, whatever its mode. */
	locator(name: string): { mode: string; value: unknown } {
		return locatorOf(this.read(name));
	}

	/**
	 * Whether nothing was typed into a text or a resource locator. An expression that comes to nothing for an item is
	 * something else: whoever wrote it meant a value, and must not get what an empty field stands for.
	 */
	isLeftEmpty(name: string): boolean {
		const { value } = locatorOf(this.typed(name));
		return typeof value === 'string' && value.trim() === '';
	}

	/** A collection; empty where nothing was added. */
	collection(name: string, field: string): IDataObject {
		const values = this.read(name);
		if (isEmpty(values)) return {};
		if (isPlainObject(values)) return values;
		throw new ValidationError(
			field,
			`'${field}' must hold fields`,
			`Add its fields one by one instead of setting '${field}' as a whole by an expression.`,
		);
	}

	/** The chosen values of a multi-select: a list, or text with commas from an expression. */
	choices(name: string, field: string): string[] {
		const chosen = this.read(name);
		if (isEmpty(chosen)) return [];
		const list = typeof chosen === 'string' ? partsOf(chosen) : chosen;
		if (Array.isArray(list) && list.every((entry) => typeof entry === 'string')) return list;
		throw new ValidationError(
			field,
			`'${field}' must be a list of names`,
			'Choose from the list, or use an expression that gives a list of texts.',
		);
	}
}

function locatorOf(given: unknown): { mode: string; value: unknown } {
	if (!isPlainObject(given) || !('value' in given)) return { mode: 'id', value: given };
	return { mode: String(given['mode'] ?? 'id'), value: given['value'] };
}

function partsOf(text: string): string[] {
	return text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
}
