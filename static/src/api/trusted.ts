// The one gate for HTML: only what the server's renderer made (post.html, /preview, revisions) passes, under one Trusted Types policy.
type Policy = { createHTML(html: string): unknown };
type Factory = { createPolicy(name: string, rules: { createHTML(html: string): string }): Policy };

const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
const policy = factory?.createPolicy('colloquium-post', { createHTML: (html) => html });

export function rendered_by_server(html: string): string {
  return (policy?.createHTML(html) ?? html) as string;
}
