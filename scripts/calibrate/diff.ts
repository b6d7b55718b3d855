/** A unified diff of two texts, as `git apply` takes it. */

const CONTEXT_LINES = 3;

interface Change {
	/** Lines of the old text, from 0; the end is not part of it. */
	readonly oldFrom: number;
	readonly oldTo: number;
	readonly newFrom: number;
	readonly newTo: number;
}

/** Lines that stay are found from where both texts stand: enough where single lines were changed or added. */
function changesOf(before: readonly string[], after: readonly string[]): Change[] {
	const changes: Change[] = [];
	let [one, other] = [0, 0];
	while (one < before.length || other < after.length) {
		if (before[one] === after[other] && one < before.length) {
			one += 1;
			other += 1;
			continue;
		}
		const [toOne, toOther] = nextCommon(before, after, one, other);
		changes.push({ oldFrom: one, oldTo: toOne, newFrom: other, newTo: toOther });
		[one, other] = [toOne, toOther];
	}
	return changes;
}

/** The nearest place where both texts go on alike. */
function nextCommon(
	before: readonly string[],
	after: readonly string[],
	one: number,
	other: number,
): [number, number] {
	const most = before.length - one + (after.length - other);
	for (let distance = 1; distance < most; distance++) {
		for (let skipped = 0; skipped <= distance; skipped++) {
			const [oldAt, newAt] = [one + skipped, other + distance - skipped];
			const isInside = oldAt < before.length && newAt < after.length;
			if (isInside && isCommon(before, after, oldAt, newAt)) return [oldAt, newAt];
		}
	}
	return [before.length, after.length];
}

/** One equal line may be chance: `x-evidence: observed` stands everywhere. */
function isCommon(
	before: readonly string[],
	after: readonly string[],
	oldAt: number,
	newAt: number,
): boolean {
	return [0, 1].every((ahead) => before[oldAt + ahead] === after[newAt + ahead]);
}

function grouped(changes: readonly Change[]): Change[][] {
	const groups: Change[][] = [];
	for (const change of changes) {
		const group = groups.at(-1);
		const last = group?.at(-1);
		if (group && last && change.oldFrom - last.oldTo <= 2 * CONTEXT_LINES) group.push(change);
		else groups.push([change]);
	}
	return groups;
}

function hunk(before: readonly string[], after: readonly string[], group: readonly Change[]) {
	const [first, last] = [group[0] as Change, group.at(-1) as Change];
	const oldFrom = Math.max(0, first.oldFrom - CONTEXT_LINES);
	const oldTo = Math.min(before.length, last.oldTo + CONTEXT_LINES);
	const newFrom = first.newFrom - (first.oldFrom - oldFrom);
	const newTo = last.newTo + (oldTo - last.oldTo);
	const lines = [`@@ -${oldFrom + 1},${oldTo - oldFrom} +${newFrom + 1},${newTo - newFrom} @@`];
	let at = oldFrom;
	for (const change of group) {
		lines.push(...before.slice(at, change.oldFrom).map((line) => ` ${line}`));
		lines.push(...before.slice(change.oldFrom, change.oldTo).map((line) => `-${line}`));
		lines.push(...after.slice(change.newFrom, change.newTo).map((line) => `+${line}`));
		at = change.oldTo;
	}
	return [...lines, ...before.slice(at, oldTo).map((line) => ` ${line}`)];
}

/** @returns nothing for equal texts */
export function unifiedDiff(file: string, before: string, after: string): string {
	if (before === after) return '';
	const [one, other] = [before, after].map((text) => text.replace(/\n$/, '').split('\n'));
	const groups = grouped(changesOf(one as string[], other as string[]));
	const hunks = groups.flatMap((group) => hunk(one as string[], other as string[], group));
	return [`--- a/${file}`, `+++ b/${file}`, ...hunks, ''].join('\n');
}
