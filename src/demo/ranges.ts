/**
 * Which `Range` of a request is one that we answer with 206 or 416; any other is passed over, as if the
 * whole were asked for, which a server may always do.
 *
 * Source  RFC 9110, 14.1.1 and 14.2: an unknown unit, a range that ends before it begins, and anything that
 *         does not follow the grammar count as no range. Several ranges, and a range under a condition
 *         (`If-Range`), we do not offer.
 */
export function isSingleRange(headers: Headers): boolean {
	if (headers.has('if-range')) return false;
	const range = /^bytes=(\d*)-(\d*)$/i.exec(headers.get('range') ?? '');
	if (!range) return false;
	const [, first = '', last = ''] = range;
	if (first === '') return last !== '';
	return last === '' || Number(first) <= Number(last);
}
