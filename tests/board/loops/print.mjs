// What the loops of the board share: the request, and how a program says that it failed.

export const asked = {
	baseURL: process.env.SOLIDRUST_BASE_URL,
	apiKey: process.env.SOLIDRUST_API_KEY,
	model: 'vllm-primary',
	messages: [{ role: 'user', content: 'Tell me a story' }],
};

export const write = (text) => void process.stdout.write(text ?? '');

export async function finish(run) {
	try {
		await run();
	} catch (error) {
		fail(error);
	}
}

export function fail(error) {
	// Classes of the SDKs have no name of their own; errors of the runtime have.
	const name = error.name === 'Error' ? error.constructor.name : error.name;
	process.stderr.write(`${name}: ${error.message}\n`);
	process.exitCode = 1;
}
