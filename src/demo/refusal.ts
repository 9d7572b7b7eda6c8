/**
 * Why a request is not answered, in the API's error shape. Thrown while a request is read and
 * turned into a response in one place, `handler.ts`.
 *
 * Source  facts of the API: `{"error":{message,type,param,code}}`, 401 `authentication_error` /
 *         `invalid_api_key`, 400 `invalid_request_error` with `param`.
 */

export interface RefusalDetails {
	status: 400 | 401 | 404 | 405 | 413;
	/** What is wrong, with the value, and what is right. Plain sentences. */
	message: string;
	type?: string;
	/** The field at fault, as a path: `messages[0].content`. */
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

export function errorBody({ message, type, param, code }: ErrorBody['error']): ErrorBody {
	return { error: { message, type, param, code } };
}
