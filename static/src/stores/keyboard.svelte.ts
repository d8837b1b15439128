// Single keys for those who live in the keyboard: never while somebody types, and off when the reader wants them off.
import { href } from './routes';
import { router } from './router.svelte';
import { settings } from './settings.svelte';

export type Keys = Record<string, () => void>;

/** Two keys in a row count as one shortcut when the second comes within this time. */
const kSequence = 1200;

function is_typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
}

/** Into the field that is on the screen, or to the screen that has one. */
function to_search(): void {
  const field = [...document.querySelectorAll<HTMLInputElement>('[role=search] input')].find((one) => one.checkVisibility());
  if (!field) return router.go(href.search());
  field.focus();
  field.select();
}

class Keyboard {
  /** True while the list of all shortcuts is open. */
  help = $state(false);
  #screen: Keys = {};
  #first = '';
  #first_at = 0;
  #started = false;
  #everywhere: Keys = {
    '?': () => (this.help = true),
    '/': to_search,
    'g t': () => router.go(href.topics()),
    'g n': () => router.go(href.notifications()),
    'g b': () => router.go(href.bookmarks()),
    'g s': () => router.go(href.settings()),
  };

  start(): void {
    if (this.#started) return;
    this.#started = true;
    document.addEventListener('keydown', (event) => this.#press(event));
  }

  /** The keys of the screen on show; the answer takes them back. */
  bind(keys: Keys): () => void {
    this.#screen = keys;
    return () => {
      if (this.#screen === keys) this.#screen = {};
    };
  }

  #press(event: KeyboardEvent): void {
    if (!settings.single_keys || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (is_typing(event.target) || document.querySelector('dialog[open]')) return;
    const recent = event.timeStamp - this.#first_at < kSequence ? `${this.#first} ` : '';
    const act = this.#screen[recent + event.key] ?? this.#everywhere[recent + event.key] ?? this.#screen[event.key] ?? this.#everywhere[event.key];
    this.#first = event.key;
    this.#first_at = event.timeStamp;
    if (!act) return;
    event.preventDefault();
    this.#first = '';
    act();
  }
}

export const keyboard = new Keyboard();
