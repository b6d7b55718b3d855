import { readdirSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import path from 'node:path';

/** Does its work once things have been quiet for a while, one time after the other. */
export class Rebuilds {
	private timer: NodeJS.Timeout | undefined;
	private isWanted = false;
	private isWorking = false;

	/** @param work reports its failures itself */
	constructor(
		private readonly work: () => Promise<void>,
		private readonly quietTimeMs: number,
	) {}

	/** All changes during one run lead to one more after it. */
	readonly changed = (): void => {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void this.run(), this.quietTimeMs);
	};

	private async run(): Promise<void> {
		this.isWanted = true;
		if (this.isWorking) return;
		this.isWorking = true;
		while (this.isWanted) {
			this.isWanted = false;
			await this.work();
		}
		this.isWorking = false;
	}
}

function foldersBelow(folder: string): string[] {
	const entries = readdirSync(folder, { withFileTypes: true });
	const folders = entries.filter((entry) => entry.isDirectory());
	return [folder, ...folders.flatMap(({ name }) => foldersBelow(path.join(folder, name)))];
}

/**
 * Watches each folder by itself: Node.js 20 on Linux loses sight of a file in a recursively watched folder when an editor
 * replaces it, as most do to save it.
 */
export class WatchedFolders {
	private watchers: FSWatcher[] = [];

	constructor(
		private readonly roots: readonly string[],
		private readonly changed: () => void,
	) {
		this.renew();
	}

	/** To be called after changes: folders may have come, gone, or been replaced. */
	renew(): void {
		this.stop();
		this.watchers = this.roots
			.flatMap(foldersBelow)
			.map((folder) => watch(folder, () => this.changed()));
	}

	stop(): void {
		for (const watcher of this.watchers.splice(0)) watcher.close();
	}
}
