// Moves the reader between posts on screen: by key, by permalink, to what arrived.
const posts = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-post]')];

function go(post: HTMLElement): void {
  post.focus({ preventScroll: true });
  post.scrollIntoView({ block: 'start' });
}

export function focus_post(id: string): void {
  const post = document.getElementById(`post-${id}`);
  if (post) go(post);
}

/** The post in focus; without one, the first that is in view. */
function place(all: HTMLElement[]): number {
  const focused = all.findIndex((post) => post.contains(document.activeElement));
  if (focused >= 0) return focused;
  return all.findIndex((post) => post.getBoundingClientRect().bottom > 80) - 0.5;
}

export function next_post(step: 1 | -1): void {
  const all = posts();
  const at = place(all);
  const next = step === 1 ? Math.floor(at) + 1 : Math.ceil(at) - 1;
  const post = all[Math.min(Math.max(next, 0), all.length - 1)];
  if (post) go(post);
}

/** What may be said of the post in a word, if anything. */
export function open_reactions(id: string): void {
  const button = document.querySelector<HTMLElement>(`#post-${CSS.escape(id)} [data-react]`);
  if (button?.ariaExpanded === 'true') button.focus();
  else button?.click();
}

/** The next unread post below the reader, else the first one above. Answers whether there was one. */
export function next_unread(): boolean {
  const all = posts();
  const at = place(all);
  const unread = (post: HTMLElement) => post.querySelector('.unread') !== null;
  const post = all.find((one, i) => i > at && unread(one)) ?? all.find(unread);
  if (post) go(post);
  return post !== undefined;
}
