/** Answers with status 200 that are not what a stream's client expects. */
import { jsonAnswer } from '../answer.ts';
import { fault } from './fault.ts';
import { failure, page, textAnswer } from './answers.ts';

export const noStream = [
	fault({
		name: 'json-error-with-200',
		what: 'The status is 200 and the body is an error in JSON.',
		client: {
			text: 'none',
			outcome: 'api-error',
			error: 'The body is not an event stream but an error, with its message.',
		},
		seen: 'Gateways that lose the status. Both official SDKs return an empty answer and no error.',
		answer: () => jsonAnswer(failure),
	}),
	fault({
		name: 'html-with-200',
		what: 'The status is 200 and the body is a web page.',
		client: {
			text: 'none',
			outcome: 'unreadable',
			error: 'The body is a web page; the base URL may be wrong.',
		},
		seen: 'A wrong base URL on a host with a site of its own; the login page of a hotel’s network.',
		answer: () =>
			textAnswer(200, 'text/html; charset=utf-8', page('Welcome to the network', 'Please sign in')),
	}),
	fault({
		name: 'nothing-with-200',
		what: 'The status is 200 and the body is empty.',
		client: { text: 'none', outcome: 'truncated', error: 'The body ended before the first byte.' },
		seen: 'A gateway whose upstream closed at once.',
		answer: ({ head }) => ({ head: { ...head, headers: without(head.headers) }, body: [] }),
	}),
	fault({
		name: 'wrong-content-type',
		what: 'The stream is correct, but its content type is not.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'Proxies and function hosts that set a type of their own.',
		options: {
			as: { what: 'The content type', default: 'text', words: ['text', 'json', 'binary', 'none'] },
		},
		answer: ({ head, body }, { options }) => {
			const { 'content-type': _right, ...headers } = head.headers;
			const type = TYPES[options.as];
			return {
				head: { ...head, headers: type ? { ...headers, 'content-type': type } : headers },
				body,
			};
		},
	}),
];

const TYPES: Readonly<Record<string, string>> = {
	text: 'text/plain; charset=utf-8',
	json: 'application/json',
	binary: 'application/octet-stream',
};

function without({ 'content-length': _length, ...headers }: Readonly<Record<string, string>>) {
	return headers;
}
