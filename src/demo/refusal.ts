/**
 * Why a request is refused, in the API's error format. Thrown while a request is read; `handler.ts`
 * turns it into a response.
 *
 * Source  The API: `{"error":{message,type,param,code}}`, 401 `authentication_error` /
 *         `invalid_api_key`, 400 `invalid_request_error` with `param`.
 */

export interface RefusalDetails {
	status: 400 | 401 | 404 | 405 | 413 | 422 | 501;
	/** Says what is wrong, with the value, and what would be right, in plain sentences. */
	message: string;
	type?: string;
	/** Path of the bad field: `messages[0].content`. */
	param?: string | null;
	code?: string | null;
	headers?: Readonly<Record<string, string>>;
}

export class Refusal extends Error {
	override readonly name = 'Refusal';
	readonly status: RefusalDetails['status'];
	readonly type: string;
	readonly param: string | null;
	readonly code: string | null;
	readonly headers: Readonly<Record<string, string>>;

	constructor(details: RefusalDetails) {
		super(details.message);
		this.status = details.status;
		this.type = details.type ?? 'invalid_request_error';
		this.param = details.param ?? null;
		this.code = details.code ?? null;
		this.headers = details.headers ?? {};
	}
}

export interface ErrorBody {
	readonly error: {
		readonly message: string;
		readonly type: string;
		readonly param: string | null;
		readonly code: string | number | null;
	};
}

/** The same as the Messages API says it. */
export function anthropicError({ message, type, status }: Refusal) {
	const named = status === 404 ? 'not_found_error' : type;
	return { type: 'error', error: { type: named, message } };
}

export function errorBody({ message, type, param, code }: ErrorBody['error']): ErrorBody {
	return { error: { message, type, param, code } };
}
