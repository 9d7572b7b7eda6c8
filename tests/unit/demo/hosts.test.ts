/** Which names the server answers to. */
import { describe, expect, test } from 'vitest';
import { isServedHost, readHosts } from '../../../src/demo/hosts.ts';

describe('isServedHost()', () => {
	test.each([
		'localhost',
		'localhost:4321',
		'LOCALHOST:4321',
		'app.localhost:4321',
		'127.0.0.1',
		'127.0.0.1:80',
		'[::1]:4321',
	])('takes %s', (host) => {
		expect(isServedHost(host)).toBe(true);
	});

	test.each([
		'evil.example',
		'localhost.evil.example',
		'evil.example:4321',
		'127.0.0.1.evil.example',
		'127.0.0.2',
		'localhost@evil.example',
		'evil.example@localhost',
		'localhost/evil.example',
		'notlocalhost',
		'[::2]',
		'0.0.0.0',
		'',
		' ',
	])('refuses %j', (host) => {
		expect(isServedHost(host)).toBe(false);
	});

	test('accepts the names in HOST and no others', () => {
		const hosts = readHosts(' Docs.example.com, other.example ,');
		expect(hosts).toEqual(['docs.example.com', 'other.example']);
		expect(isServedHost('docs.example.com:8080', hosts)).toBe(true);
		expect(isServedHost('OTHER.example', hosts)).toBe(true);
		expect(isServedHost('a.docs.example.com', hosts)).toBe(false);
		expect(readHosts(undefined)).toEqual([]);
	});
});
