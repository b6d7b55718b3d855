/** The test server of the bench, in its own process: prints its address and runs until it is ended. */
import { startConscentServer } from '../test/server';

startConscentServer({ users: Number(process.argv[2]) }).then(
	({ url }) => process.stdout.write(`${url}\n`),
	(error: unknown) => {
		process.stderr.write(`${String(error)}\n`);
		process.exit(1);
	},
);
