/**
 * Whether a request's `Range` is one we answer with 206 or 416. Any other is ignored and the whole file
 * is sent, which a server may always do.
 *
 * Source  RFC 9110, 14.1.1 and 14.2: an unknown unit, a range that ends before it begins, and anything that
 *         does not match the grammar are ignored. We do not support several ranges or `If-Range`.
 */
export function isSingleRange(headers: Headers): boolean {
	if (headers.has('if-range')) return false;
	const range = /^bytes=(\d*)-(\d*)$/i.exec(headers.get('range') ?? '');
	if (!range) return false;
	const [, first = '', last = ''] = range;
	if (first === '') return last !== '';
	return last === '' || Number(first) <= Number(last);
}
