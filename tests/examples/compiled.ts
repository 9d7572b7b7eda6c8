/** A program of the page _Other languages_, compiled: run, and asked to read what a test sends. */
import { serveReply, type Reply } from '../support/loopback.ts';
import { runCommand, trimmed, type Command, type Settings } from '../support/program.ts';

export const run = async (program: Command, settings: Settings) =>
	trimmed(await runCommand(program, { limitMs: 60_000, ...settings }));

export async function runAgainst(program: Command, sent: Reply, apiKey = 'sk-of-mine') {
	const replay = await serveReply(sent);
	const printed = await run(program, { baseURL: `${replay.origin}/v1`, apiKey });
	await replay.close();
	return { ...printed, asked: replay.asked };
}
