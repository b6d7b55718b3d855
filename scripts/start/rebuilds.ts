import { watch } from 'chokidar';
import type { FSWatcher } from 'chokidar';

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

/** Also sees files that an editor replaces to save them, and new folders. What is there already is no change. */
export function watchFolders(folders: readonly string[], changed: () => void): FSWatcher {
	return watch([...folders], { ignoreInitial: true }).on('all', changed);
}
