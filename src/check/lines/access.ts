/** Who is let in, and how one is told that one is not: models, pages of other sites, wrong model, wrong key. */
import { isObject } from '../../chat/index.ts';
import { code, finding, frameOf, headOf, refusalOf, runOf, short, whyUnseen } from '../evidence.ts';
import type { ProbeId } from '../probes.ts';
import type { Answers, Finding, Rule, Verdict } from '../types.ts';

function models({ models: list, model }: Answers): Finding {
	const page = '/errors/#404';
	if (list === undefined) return finding('unseen', 'Not checked.', page);
	if (list.kind === 'none') {
		return finding('wrong', `GET /models got no answer: ${code(list.message)}.`, page, {
			todo: 'Take the model’s name from a setting, not from the list.',
		});
	}
	const asked = `GET /models was answered with ${list.status}`;
	if (list.kind === 'other') {
		const verdict = list.status === 404 || list.status === 405 ? 'tolerable' : 'wrong';
		return finding(verdict, `${asked}, and without a list.`, page, {
			todo: 'Take the model’s name from a setting, not from the list.',
			shown: { text: short(list.text) },
		});
	}
	const { length } = list.models;
	const shown = { text: short(list.models.join('\n')) };
	const counted = `${length} model${length === 1 ? '' : 's'}`;
	if (list.models.includes(model)) {
		return finding('right', `${counted}, ${code(model)} among them.`, page, { shown });
	}
	return finding('tolerable', `${counted}, and ${code(model)} is not among them.`, page, {
		todo: 'Use a name from the list, unless you know that this one is an alias.',
		shown,
	});
}

const KEY_HEADERS = ['authorization', 'content-type'];

function pages(answers: Answers): Finding {
	const page = '/browser/#when-the-page-gets-no-answer';
	const { preflight } = answers;
	const { outcome } = runOf(answers, 'stream');
	const todo = 'Call it from your own server, or have it allow your page’s origin.';
	if (outcome?.kind === 'blocked') return finding('wrong', outcome.reason, page, { todo });
	if (preflight === undefined) return finding('unseen', 'Not checked.', page);
	if (preflight === 'browser') {
		return finding('right', 'This page could send requests and read the answers.', page);
	}
	const { status, origin, headers } = preflight;
	const shown = {
		text: `HTTP ${status}\naccess-control-allow-origin: ${origin ?? '(none)'}\naccess-control-allow-headers: ${headers ?? '(none)'}`,
	};
	// A `*` does not cover Authorization, by the Fetch standard.
	const allowed = (headers ?? '').toLowerCase().split(/\s*,\s*/);
	const missing = KEY_HEADERS.filter((name) => !allowed.includes(name));
	if (status > 299 || origin === null) {
		const what = `The preflight was answered with ${status}, and allows no page.`;
		return finding('wrong', what, page, { todo, shown });
	}
	if (missing.length > 0) {
		const what = `The preflight does not allow ${missing.map(code).join(' and ')}.`;
		return finding('wrong', what, page, { todo, shown });
	}
	return finding(
		'right',
		'The preflight allows pages of any site to send requests with a key.',
		page,
		{
			shown,
		}
	);
}

/** Whether an error is in OpenAI's shape, and if not, in which. */
function oddShape(text: string): string | undefined {
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		return 'The body is not JSON.';
	}
	const error = isObject(body) ? body['error'] : undefined;
	if (isObject(error)) {
		const missing = ['message', 'type', 'param', 'code'].filter((name) => !(name in error));
		const names = missing.map(code).join(', ');
		return missing.length === 0 ? undefined : `The error has no ${names}.`;
	}
	if (typeof error === 'string') return '`error` is a string.';
	return 'There is no `error` object in the body.';
}

const SHAPES = '/servers-that-differ/#an-error-that-is-a-string-or-no-error-at-all';
const STATUSES = '/servers-that-differ/#another-status-than-you-expect';

interface Refusal {
	readonly probe: ProbeId;
	readonly right: number;
	readonly page: string;
	/** Where it is answered as if nothing were wrong. */
	readonly taken: readonly [verdict: Verdict, what: string, todo: string];
}

function refusal(answers: Answers, { probe, right, page, taken }: Refusal): Finding {
	const run = runOf(answers, probe);
	const status = refusalOf(run);
	const shown = headOf(answers, probe);
	if (run.outcome?.kind === 'blocked') {
		const what = 'A web page cannot read the refusal: it comes without CORS headers.';
		return finding('wrong', what, '/browser/#when-the-page-gets-no-answer', {
			todo: 'If a page gets no answer, mention the key as a possible cause.',
		});
	}
	if (run.outcome?.kind === 'api-error' && status === undefined) {
		return finding('tolerable', 'The refusal comes as an error inside a 200.', STATUSES, {
			todo: 'Look for an error in every frame, including the first.',
			shown: frameOf(answers, probe, run.outcome.frameIndex) ?? shown,
		});
	}
	if (status === undefined) {
		const [verdict, what, todo] = taken;
		return whyUnseen(answers, probe, page) ?? finding(verdict, what, page, { todo, shown });
	}
	if (status === 429) return whyUnseen(answers, probe, page) ?? finding('unseen', '', page);
	const odd = oddShape(run.bodyText);
	const what = `Refused with ${status}. ${odd ?? 'The error has message, type, param and code.'}`;
	const isOurFault = status < 500;
	if (status === right && odd === undefined) return finding('right', what, page, { shown });
	return finding(isOurFault ? 'tolerable' : 'wrong', what, status === right ? SHAPES : STATUSES, {
		todo:
			status === right
				? 'Find the message in whatever form it comes, and show it as text.'
				: `Do not rely on ${right}: read the message, and do not send the request again.`,
		shown,
	});
}

const wrongModel = (answers: Answers) =>
	refusal(answers, {
		probe: 'wrong-model',
		right: 404,
		page: '/errors/#404',
		taken: [
			'wrong',
			'A model that does not exist is answered all the same.',
			'Compare `model` of the answer with the one you asked for.',
		],
	});

const badKey = (answers: Answers) =>
	refusal(answers, {
		probe: 'bad-key',
		right: 401,
		page: '/errors/#401-and-403',
		taken: answers.hasKey
			? ['wrong', 'A made-up key is accepted.', 'Do not trust this endpoint to guard anything.']
			: [
					'tolerable',
					'No key is needed, and any key is accepted.',
					'Send some key all the same: SDKs insist on one.',
				],
	});

export const accessRules: readonly Rule[] = [
	{ id: 'models', title: 'Models listed', after: 'models', judge: models },
	{ id: 'pages', title: 'Open to web pages (CORS)', after: 'stream', judge: pages },
	{ id: 'wrong-model', title: 'Wrong model', after: 'wrong-model', judge: wrongModel },
	{ id: 'bad-key', title: 'Wrong key', after: 'bad-key', judge: badKey },
];
