/**
 * The sandbox's whole page, `/sandbox.html`. Nothing links to it; `yours.ts` opens it in a frame, and
 * `src/build/csp.ts` gives it the strictest policy on the site.
 */
import frame from './frame.ts?script-text';
import worker from './worker.ts?script-text';

export const html = `<!doctype html>
<html lang="en">
	<head>
		<meta charset="utf-8">
		<meta name="robots" content="noindex">
		<title>Sandbox</title>
	</head>
	<body>
		<script type="text/plain" id="worker">${worker}</script>
		<script>${frame}</script>
	</body>
</html>
`;

export const GET = () =>
	new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
