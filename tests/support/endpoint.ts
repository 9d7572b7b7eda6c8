/** An endpoint that is not there: Playwright answers for it with what the test gives. */
import type { Page } from '@playwright/test';

export const ENDPOINT = 'https://api.example.test/v1';

export interface EndpointAnswer {
	status?: number;
	type?: string;
	body: string;
	headers?: Readonly<Record<string, string>>;
}

/** Answers each request of this page for a chat completion at `ENDPOINT`. */
export async function mockEndpoint(page: Page, answer: EndpointAnswer) {
	const { status = 200, type = 'text/event-stream', body, headers } = answer;
	await page.route(`${ENDPOINT}/chat/completions`, (route) =>
		route.fulfill({
			status,
			contentType: type,
			body,
			headers: {
				'access-control-allow-origin': '*',
				'access-control-expose-headers': 'retry-after',
				...headers,
			},
		})
	);
}
