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

/** The next unread post below the reader, or with `anywhere` else the first one above. Answers whether there was one. */
export function next_unread(where: 'below' | 'anywhere'): boolean {
  const all = posts();
  const at = place(all);
  const unread = (post: HTMLElement) => post.querySelector('.unread') !== null;
  const post = all.find((one, i) => i > at && unread(one)) ?? (where === 'anywhere' ? all.find(unread) : undefined);
  if (post) go(post);
  return post !== undefined;
}

/** The post that the reader stands at answers this one: goes there where it is on the page, else answers its id. */
export function to_parent(): string | null {
  const all = posts();
  const parent = all[Math.ceil(place(all))]?.dataset.parent;
  const post = parent ? document.getElementById(`post-${parent}`) : null;
  if (post) go(post);
  return post ? null : (parent ?? null);
}

/** Past everything that answers the post that the reader stands at. */
export function next_sibling(): void {
  const all = posts();
  const at = Math.ceil(place(all));
  const family = new Set([all[at]?.dataset.post]);
  const post = all.find(({ dataset }, i) => {
    if (i <= at) return false;
    if (!family.has(dataset.parent)) return true;
    family.add(dataset.post);
    return false;
  });
  if (post) go(post);
}

/** Folds what answers the post that the reader stands at, or shows it again. */
export function fold_branch(): void {
  const all = posts();
  all[Math.ceil(place(all))]?.querySelector<HTMLElement>('.fold')?.click();
}

const kMayVanishFor = 10_000;
/** One at a time: of what has the focus. */
let stop_watching = (): void => {};

/** The focus returns to what opened a dialog; where that vanishes with what was done, now or soon, to its post, or to the page's title. */
export function give_back(opener: HTMLElement): void {
  const post = opener.closest<HTMLElement>('[data-post]');
  opener.focus({ preventScroll: true });
  const look = (): void => {
    if (opener.isConnected) return;
    stop();
    const near = post?.isConnected ? post : document.querySelector<HTMLElement>('main h1');
    if (document.activeElement === document.body) near?.focus({ preventScroll: true });
  };
  stop_watching();
  const watch = new MutationObserver(look);
  const timer = setTimeout(stop, kMayVanishFor);
  function stop(): void {
    clearTimeout(timer);
    watch.disconnect();
    document.removeEventListener('focusin', stop);
  }
  stop_watching = stop;
  watch.observe(document.body, { childList: true, subtree: true });
  document.addEventListener('focusin', stop);
  look();
}

/** What is pressed and vanishes with what it did leaves the focus near where it was. */
export function follow_presses(): void {
  const pressed = ({ target }: Event): void => {
    const button = target instanceof Element ? target.closest<HTMLElement>('main button') : null;
    if (button && button === document.activeElement) give_back(button);
  };
  // Before the button does what it does: it may be gone then.
  document.addEventListener('click', pressed, { capture: true });
}
