import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import { LoggerProxy } from 'n8n-workflow';
import type { Logger as LoggerType, LogMetadata } from 'n8n-workflow';

export interface LogEntry {
	level: 'error' | 'warn' | 'info' | 'debug';
	message: string;
	metadata: LogMetadata | undefined;
}

/** Keeps every line that n8n or a node writes, at every level, so that tests can look for secrets in them. */
class RecordingLogger implements LoggerType {
	readonly entries: LogEntry[] = [];

	scoped = () => this;
	error = (message: string, metadata?: LogMetadata) => this.keep('error', message, metadata);
	warn = (message: string, metadata?: LogMetadata) => this.keep('warn', message, metadata);
	info = (message: string, metadata?: LogMetadata) => this.keep('info', message, metadata);
	debug = (message: string, metadata?: LogMetadata) => this.keep('debug', message, metadata);

	private keep(level: LogEntry['level'], message: string, metadata: LogMetadata | undefined) {
		this.entries.push({ level, message, metadata });
	}
}

const recorder = new RecordingLogger();
Container.set(Logger, recorder as unknown as Logger);
LoggerProxy.init(recorder);

/** Starts listening; the function it returns gives what was logged since. */
export function recordLogs(): () => LogEntry[] {
	const start = recorder.entries.length;
	return () => recorder.entries.slice(start);
}
