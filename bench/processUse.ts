import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const SAMPLE_INTERVAL_MS = 25;
const KIB_PER_MIB = 1024;

/** The kernel counts in these ticks. */
const MS_PER_TICK = 10;

/** @returns what the process has used of the processor since it began, in milliseconds; NaN where there is no /proc */
export function cpuMs(pid: number): number {
	const statFile = `/proc/${pid}/stat`;
	if (!existsSync(statFile)) return NaN;
	// The second field is the program's name, in brackets, and may hold spaces: proc_pid_stat(5).
	const fields = readFileSync(statFile, 'utf8').split(') ')[1]?.split(' ') ?? [];
	const [userTicks, systemTicks] = fields.slice(11, 13).map(Number);
	return ((userTicks ?? NaN) + (systemTicks ?? NaN)) * MS_PER_TICK;
}

async function residentMib(pid: number): Promise<number> {
	const statusFile = `/proc/${pid}/status`;
	if (existsSync(statusFile)) {
		// A process that has just ended has a status, but no memory.
		const [, kib = 0] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(statusFile, 'utf8')) ?? [];
		return Number(kib) / KIB_PER_MIB;
	}
	if (existsSync('/proc/self/status')) return 0;
	const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
	return Number(stdout) / KIB_PER_MIB;
}

/** Runs the work and gives by how much the process's memory grew at most meanwhile. */
export async function peakGrowthMib<T>(
	pid: number,
	work: () => Promise<T>,
): Promise<{ result: T; growthMib: number }> {
	const before = await residentMib(pid);
	let peak = before;
	const timer = setInterval(() => {
		void residentMib(pid).then((now) => {
			peak = Math.max(peak, now);
		});
	}, SAMPLE_INTERVAL_MS);
	const result = await work().finally(() => clearInterval(timer));
	return { result, growthMib: Math.max(peak, await residentMib(pid)) - before };
}
