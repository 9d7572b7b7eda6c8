/** Starts the gateway once for all test files, and tells them where it is. */
import type { TestProject } from 'vitest/node';
import { prepareEnvironment } from '../../.ci/setup/python.mjs';
import { startGateway } from './proxy.ts';

const REQUIREMENTS = 'tests/gateway/requirements.txt';

declare module 'vitest' {
	export interface ProvidedContext {
		gatewayURL: string;
	}
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const python = prepareEnvironment({
		name: 'venv-litellm',
		purpose: 'the LiteLLM proxy',
		pipArguments: ['--no-deps', '-r', REQUIREMENTS],
		files: [REQUIREMENTS],
	});
	const gateway = await startGateway(python);
	project.provide('gatewayURL', gateway.baseURL);
	return () => gateway.close();
}
