/**
 * The address of a new issue about a page, from the address where its source is edited.
 *
 * In      `https://HOST/OWNER/REPO/edit/BRANCH/FILE` of GitHub, `/_edit/` of Gitea and Forgejo, `/-/edit/` of GitLab.
 * Out     Undefined for any other: the site does not guess where a host takes issues.
 */
export interface ReportedPage {
	readonly title: string;
	/** The page's own address. */
	readonly address: string;
	/** What the site was built from. */
	readonly version: string;
}

export function reportLink(editUrl: URL, { title, address, version }: ReportedPage) {
	const [, repository, gitLab] = /^(.+?)(\/-)?\/_?edit\//.exec(editUrl.pathname) ?? [];
	if (repository === undefined) return undefined;
	const report = new URL(`${repository}${gitLab ?? ''}/issues/new`, editUrl);
	const subject = `Page “${title}”: `;
	const body = `Page: ${address}\nVersion: ${version}\n\nWhat is wrong, and what should it say?\n\n`;
	report.searchParams.set(gitLab ? 'issue[title]' : 'title', subject);
	report.searchParams.set(gitLab ? 'issue[description]' : 'body', body);
	return report.href;
}
