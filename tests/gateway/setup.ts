/** Starts the gateway once for all test files, and tells them where it is. */
import type { TestProject } from 'vitest/node';
import { prepareEnvironment } from '../../.ci/setup/python.mjs';
import { startGateway } from './proxy.ts';

declare module 'vitest' {
	export interface ProvidedContext {
		gatewayURL: string;
	}
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const python = prepareEnvironment({
		name: 'venv-litellm',
		requirements: 'tests/gateway/requirements.txt',
		purpose: 'the LiteLLM proxy',
		pipArguments: ['--no-deps'],
	});
	const gateway = await startGateway(python);
	project.provide('gatewayURL', gateway.baseURL);
	return () => gateway.close();
}
