/**
 * The proxy's configuration: each fault of the demo API is a model of its own, and a few more.
 * `ORIGIN/engines/MODEL` is a base URL for one of them, whatever model a request names.
 *
 * In      the origins of two demo APIs: one that never waits, and one in its usual time.
 * Out     what LiteLLM reads as YAML; JSON is YAML.
 */
import { faultDescriptions } from '../../src/demo/index.ts';

export const MASTER_KEY = 'sk-test';
/** Seconds that LiteLLM waits for a backend that has fallen silent. */
const TIMEOUT_SECONDS = 4;
/** The faults that leave LiteLLM waiting for as long as it is allowed to. */
const SILENT = new Set(['stall-for-ever', 'done-then-open']);
/** Nothing listens there: port 9 is the discard service, and the system gives it to nobody. */
const NOBODY = 'http://127.0.0.1:9/v1';

export function gatewayConfig(demo: string, timedDemo: string) {
	const good = `${demo}/v1`;
	return {
		model_list: [
			model('vllm-primary', good),
			model('fallback-model', good),
			model('down', NOBODY),
			model('down-with-fallback', NOBODY),
			model('wrong-upstream-model', good, { model: 'hosted_vllm/no-such-model' }),
			model('limited', good, { rpm: 1 }),
			model('timed', `${timedDemo}/v1`),
			model('pinged', `${timedDemo}/faults/stall;ms=3000/v1`, { keepalive_seconds: 1 }),
			model('midway-with-fallback', `${demo}/faults/error-midway;shape=vllm/v1`),
			// Attempts are counted for each address: one for each program that asks again.
			...[0, 1].map((seed) =>
				model(`cut-once-${seed}`, `${demo}/faults/cut-then-whole;seed=${seed}/v1`)
			),
			model('vllm-old', `${demo}/faults/error-midway;shape=vllm-old/v1`),
			...faultDescriptions.map(({ name, base }) =>
				model(`fault-${name}`, demo + base, {
					...(SILENT.has(name) && {
						timeout: TIMEOUT_SECONDS,
						stream_timeout: TIMEOUT_SECONDS,
					}),
				})
			),
		],
		router_settings: {
			fallbacks: [
				{ 'down-with-fallback': ['fallback-model'] },
				{ 'midway-with-fallback': ['fallback-model'] },
			],
			optional_pre_call_checks: ['enforce_model_rate_limits'],
		},
		general_settings: { master_key: MASTER_KEY },
		litellm_settings: { telemetry: false },
	};
}

function model(name: string, base: string, more: object = {}) {
	return {
		model_name: name,
		litellm_params: {
			model: 'hosted_vllm/vllm-primary',
			api_base: base,
			api_key: 'none',
			...more,
		},
	};
}
