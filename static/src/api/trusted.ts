// The one gate for HTML, under one Trusted Types policy: into the page passes only what the server's renderer made (post.html, /preview, revisions).
type Policy = { createHTML(html: string): unknown };
type Factory = { createPolicy(name: string, rules: { createHTML(html: string): string }): Policy };

const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
const policy = factory?.createPolicy('colloquium-post', { createHTML: (html) => html });

export function rendered_by_server(html: string): string {
  return (policy?.createHTML(html) ?? html) as string;
}

/** What somebody pastes, or a text said before, parsed and inert: no script of it runs and nothing of it loads. It is read and never put into the page. */
export function inert_document(html: string): Document {
  return new DOMParser().parseFromString((policy?.createHTML(html) ?? html) as string, 'text/html');
}
