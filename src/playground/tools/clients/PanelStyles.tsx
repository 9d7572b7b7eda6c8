import address from './clients.css?url&no-inline';

/**
 * The style sheet of these panels. By its address, and not imported: Astro puts what is imported, however late,
 * into every page that has a playground. React shows the panel when the sheet has come.
 */
export function PanelStyles() {
	return <link rel="stylesheet" href={address} precedence="panels" />;
}
