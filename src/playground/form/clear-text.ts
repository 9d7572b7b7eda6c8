/** Whether what is sent there can be read on the way: over http, to any host but this machine, by its whole name. */
export function travelsInTheClear({ protocol, hostname }: URL): boolean {
	// `URL` writes an IPv4 address of any spelling as four numbers, and names in lower case.
	const isHere =
		/^127(\.\d+){3}$/.test(hostname) ||
		hostname === '[::1]' ||
		/^([^.]+\.)*localhost\.?$/.test(hostname);
	return protocol === 'http:' && !isHere;
}
