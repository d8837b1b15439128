// Moves between screens with the history API: real links, a back button that returns to the same place, focus on the new heading.
import { tick } from 'svelte';
import { later } from './later';
import { parse_route, type Route } from './routes';

type Place = { scroll: number };
type Arrival = 'first' | 'forward' | 'back';

class Router {
  route: Route = $state.raw({ screen: 'topics' });
  /** The address as shown, for links that mark the current page. */
  address = $state('');
  /** Counts visits: each one shows its screen anew, even at the same address. */
  visit = $state(0);
  /** The topic of the screen: by its address, or told by the thread once it is known. */
  topic: string | null = $state(null);
  #arrival: Arrival = 'first';
  #scroll = 0;
  #settled = false;
  #noted = false;

  start(): void {
    history.scrollRestoration = 'manual';
    this.#scroll = (history.state as Place | null)?.scroll ?? 0;
    this.#read();
    window.addEventListener('popstate', (event) => {
      // Only the fragment moved: a link within the page.
      if (location.pathname + location.search === this.address) return;
      this.#arrival = 'back';
      this.#scroll = (event.state as Place | null)?.scroll ?? 0;
      this.#read();
    });
    document.addEventListener('click', (event) => this.#follow(event));
    // Not oftener: browsers refuse more than a few changes of history a second.
    document.addEventListener('scroll', later(500, () => this.#keep_place()), { passive: true });
    window.addEventListener('pagehide', () => this.#keep_place());
  }

  go(address: string, how: 'push' | 'replace' = 'push'): void {
    if (how === 'push' && address !== this.address) {
      this.#keep_place();
      history.pushState({ scroll: 0 }, '', address);
    } else {
      history.replaceState({ scroll: 0 }, '', address);
    }
    this.#arrival = 'forward';
    this.#scroll = 0;
    this.#read();
  }

  /** Called by a screen once its content stands: puts the reader where he was, or at the new heading. */
  async settle(): Promise<void> {
    if (this.#settled) return;
    this.#settled = true;
    await tick();
    window.scrollTo(0, this.#scroll);
    if (this.#arrival !== 'first') document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  }

  /** True while the reader comes back to a place he has seen: a permalink then doesn't jump to its post again. */
  get is_return(): boolean {
    return this.#scroll > 0;
  }

  /** The place on screen has a better address than the one shown: a return leads there, without a new visit now. */
  note(address: string): void {
    this.#noted = true;
    history.replaceState({ scroll: 0 }, '', address);
    this.address = address;
  }

  #read(): void {
    this.#settled = false;
    this.#noted = false;
    this.visit += 1;
    this.address = location.pathname + location.search;
    this.route = parse_route(location.pathname, location.search);
    if ('topic' in this.route) this.topic = this.route.topic;
    else if (!('thread' in this.route)) this.topic = null;
  }

  #keep_place(): void {
    if (this.#settled) history.replaceState({ scroll: this.#noted ? 0 : window.scrollY }, '');
  }

  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest?.('a');
    if (!link || link.target || link.origin !== location.origin || link.hasAttribute('download')) return;
    if (link.pathname === location.pathname && link.search === location.search && link.hash) return;
    if (link.pathname.startsWith('/api/')) return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  }
}

export const router = new Router();
