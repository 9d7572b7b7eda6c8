/** What a check of chat completions asks and judges. Another protocol would be another suite. */
import { accessRules } from './lines/access.ts';
import { askedRules } from './lines/asked.ts';
import { streamRules } from './lines/stream.ts';
import { probes } from './probes.ts';
import type { Rule, Suite } from './types.ts';

const [models, pages, wrongModel, badKey] = accessRules;

export const chatSuite: Suite = {
	probes,
	rules: [models, pages, ...streamRules, wrongModel, badKey, ...askedRules].filter(
		(rule): rule is Rule => rule !== undefined
	),
};
