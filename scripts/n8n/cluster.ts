import { randomBytes } from 'node:crypto';
import path from 'node:path';

import Redis from 'ioredis';
import { Client as PostgresClient } from 'pg';

import { N8nClient } from './client';
import type { Credential } from './client';
import type { N8nInstall } from './install';
import { LOOPBACK, startN8n } from './instance';
import type { Command, N8nInstance } from './instance';
import { packPackage, installPackages } from './package';
import {
	CREDENTIAL_NAME,
	CREDENTIAL_TYPE,
	conscentCredentialData,
	removeFolder,
	temporaryFolder,
} from './playground';
import { Problem } from './problem';

/** Where Redis and PostgreSQL are; the usual variables of both change it. */
const REDIS = {
	host: process.env.REDIS_HOST ?? LOOPBACK,
	port: Number(process.env.REDIS_PORT ?? 6379),
	db: Number(process.env.REDIS_DB ?? 9),
};
const POSTGRES = {
	host: process.env.PGHOST ?? LOOPBACK,
	port: Number(process.env.PGPORT ?? 5432),
	user: process.env.PGUSER ?? 'postgres',
	password: process.env.PGPASSWORD ?? '',
};

const REDIS_SCAN_BATCH = 500;

/** n8n's defaults are 60 s and 30 s; shorter ones only make a test wait less until a lost worker is noticed. */
const LOCK_DURATION_MS = 6_000;
const LOCK_RENEW_TIME_MS = 2_000;
const STALLED_INTERVAL_MS = 3_000;

export interface ClusterOptions {
	install: N8nInstall;
	workers: number;
	/** Executions that one worker runs at once; 10 is n8n's default. */
	workerConcurrency?: number;
	/** The Conscent test server's. */
	baseUrl: string;
}

/** n8n in queue mode: one main, some workers, all with the same packed file, on a database and a queue of their own. */
export interface Cluster {
	main: N8nInstance;
	/** Signed in as the owner of `main`. */
	client: N8nClient;
	credential: Credential;
	workers: N8nInstance[];
	/** Starts one more worker. */
	addWorker(): Promise<N8nInstance>;
	/** Starts a process that takes in webhooks, beside `main`, which does so too. */
	addWebhookProcess(): Promise<N8nInstance>;
	stop(): Promise<void>;
}

async function withPostgres<T>(work: (client: PostgresClient) => Promise<T>): Promise<T> {
	const client = new PostgresClient({ ...POSTGRES, database: 'postgres' });
	await client.connect().catch((error: unknown) => {
		throw new Problem(
			`PostgreSQL does not respond on ${POSTGRES.host}:${POSTGRES.port}: ${String(error)}`,
			'Start it, or set PGHOST, PGPORT, PGUSER and PGPASSWORD to one on which databases can be created.',
		);
	});
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}

async function withRedis<T>(work: (client: Redis) => Promise<T>): Promise<T> {
	const client = new Redis({
		...REDIS,
		lazyConnect: true,
		maxRetriesPerRequest: 0,
		retryStrategy: () => null,
	});
	await client.connect().catch((error: unknown) => {
		throw new Problem(
			`Redis does not respond on ${REDIS.host}:${REDIS.port}: ${String(error)}`,
			'Start it, or set REDIS_HOST and REDIS_PORT.',
		);
	});
	try {
		return await work(client);
	} finally {
		client.disconnect();
	}
}

/** Only what this cluster wrote: the Redis may be somebody else's, too. */
async function deleteKeys(prefix: string): Promise<void> {
	await withRedis(async (client) => {
		for await (const keys of client.scanStream({ match: `*${prefix}*`, count: REDIS_SCAN_BATCH })) {
			const found = keys as string[];
			if (found.length > 0) await client.del(...found);
		}
	});
}

function clusterEnvironment(name: string): NodeJS.ProcessEnv {
	return {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_PREFIX: name,
		N8N_REDIS_KEY_PREFIX: name,
		QUEUE_BULL_REDIS_HOST: REDIS.host,
		QUEUE_BULL_REDIS_PORT: String(REDIS.port),
		QUEUE_BULL_REDIS_DB: String(REDIS.db),
		QUEUE_WORKER_LOCK_DURATION: String(LOCK_DURATION_MS),
		QUEUE_WORKER_LOCK_RENEW_TIME: String(LOCK_RENEW_TIME_MS),
		QUEUE_WORKER_STALLED_INTERVAL: String(STALLED_INTERVAL_MS),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: POSTGRES.host,
		DB_POSTGRESDB_PORT: String(POSTGRES.port),
		DB_POSTGRESDB_USER: POSTGRES.user,
		DB_POSTGRESDB_PASSWORD: POSTGRES.password,
		DB_POSTGRESDB_DATABASE: name,
		N8N_ENCRYPTION_KEY: randomBytes(16).toString('hex'),
	};
}

type Cleanup = () => Promise<void>;

/** Each process has a user folder of its own on one machine, with the package in it, as each container would. */
class ClusterBuilder {
	private readonly name = `n8n_conscent_${randomBytes(4).toString('hex')}`;
	private readonly env = clusterEnvironment(this.name);
	private readonly folder = temporaryFolder('cluster');
	private readonly cleanups: Cleanup[] = [async () => removeFolder(this.folder)];
	private packed = '';
	private started = 0;

	constructor(private readonly options: ClusterOptions) {}

	async build(): Promise<Cluster> {
		await this.prepare();
		const main = await this.start('start', []);
		const client = new N8nClient(main.baseUrl);
		await client.setUpOwner();
		await client.logIn();
		const data = conscentCredentialData(this.options.baseUrl);
		const credential = await client.createCredential(CREDENTIAL_NAME, CREDENTIAL_TYPE, data);
		const workers: N8nInstance[] = [];
		for (let count = 0; count < this.options.workers; count += 1)
			workers.push(await this.addWorker());
		return {
			main,
			client,
			credential,
			workers,
			addWorker: () => this.addWorker(),
			addWebhookProcess: () => this.start('webhook', []),
			stop: () => this.stop(),
		};
	}

	async stop(): Promise<void> {
		for (const cleanup of this.cleanups.splice(0).reverse()) await cleanup();
	}

	private async prepare(): Promise<void> {
		this.packed = await packPackage(path.join(this.folder, 'packed'));
		await withRedis(async (client) => await client.ping());
		this.cleanups.push(() => deleteKeys(this.name));
		await withPostgres(async (client) => await client.query(`CREATE DATABASE ${this.name}`));
		this.cleanups.push(async () => {
			await withPostgres(
				async (client) => await client.query(`DROP DATABASE ${this.name} WITH (FORCE)`),
			);
		});
	}

	private async addWorker(): Promise<N8nInstance> {
		return await this.start('worker', [`--concurrency=${this.options.workerConcurrency ?? 10}`]);
	}

	private async start(command: Command, args: string[]): Promise<N8nInstance> {
		this.started += 1;
		const userFolder = path.join(this.folder, `${command}-${this.started}`);
		await installPackages(userFolder, [this.packed]);
		const { install } = this.options;
		const instance = await startN8n({ install, userFolder, command, args, env: this.env });
		this.cleanups.push(() => instance.stop());
		return instance;
	}
}

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
	const builder = new ClusterBuilder(options);
	try {
		return await builder.build();
	} catch (error) {
		await builder.stop();
		throw error;
	}
}
