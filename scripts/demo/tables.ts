import Table from 'cli-table3';

const MAX_CELL_CHARS = 52;

/** A table for the terminal; long cells are wrapped, so that no reason is cut off. */
export function table(head: readonly string[], rows: readonly string[][]): string {
	const drawn = new Table({
		head: [...head],
		style: { head: [], border: [] },
		wordWrap: true,
		colWidths: widths(head, rows),
	});
	drawn.push(...rows);
	return drawn.toString();
}

function widths(head: readonly string[], rows: readonly string[][]): number[] {
	return head.map((title, column) => {
		const longest = Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0));
		return Math.min(longest, MAX_CELL_CHARS) + 2;
	});
}
