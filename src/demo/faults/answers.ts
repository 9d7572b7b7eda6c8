/** Whole answers that faults give in place of the right one. */
import { jsonAnswer, type Answer } from '../answer.ts';
import { errorBody } from '../refusal.ts';

export const failure = errorBody({
	message: 'The demo was told to fail.',
	type: 'server_error',
	param: null,
	code: 'internal_error',
});

export interface RefusalAnswer {
	readonly status: number;
	readonly message: string;
	readonly type: string;
	readonly param?: string;
	readonly code?: string | number;
	readonly headers?: Readonly<Record<string, string>>;
}

/** An error in the API's shape. */
export function refusal({ status, headers = {}, ...error }: RefusalAnswer): Answer {
	const { message, type, param = null, code = null } = error;
	return jsonAnswer(errorBody({ message, type, param, code }), { status, headers });
}

export function textAnswer(status: number, type: string, text: string): Answer {
	const bytes = new TextEncoder().encode(text);
	const headers = { 'content-type': type, 'content-length': String(bytes.length) };
	return { head: { afterMs: 0, status, headers }, body: [{ afterMs: 0, bytes }] };
}

/** As nginx writes its own. */
export function page(title: string, foot = 'nginx'): string {
	return [
		'<html>',
		`<head><title>${title}</title></head>`,
		'<body>',
		`<center><h1>${title}</h1></center>`,
		`<hr><center>${foot}</center>`,
		'</body>',
		'</html>',
		'',
	].join('\r\n');
}
