// Who reads: unknown until /me has answered, then somebody or nobody. A session that ends leaves the page where it is.
import { api } from '../api/calls';
import { call, when_signed_out, type Problem } from '../api/http';
import type { Me } from '../api/types';
import { i18n } from '../i18n/i18n.svelte';
import { is_language, type Language } from '../i18n/languages';
import { live } from './live.svelte';
import { forget_drafts_of_others, forget_local_drafts } from './local_drafts';
import { settings, type Theme } from './settings.svelte';

type State = 'unknown' | 'signed_in' | 'signed_out' | 'unreachable';

class Session {
  state: State = $state('unknown');
  me: Me | null = $state.raw(null);
  /** Nothing but a guest: he reads what he is invited to, and writes nothing. */
  readonly is_guest = $derived(this.me?.roles.length === 1 && this.me.roles[0] === 'guest');
  /** The session ended under the reader's hands: the sign-in dialog stands over the page that he keeps. */
  ended = $state(false);
  /** Chosen at the door, in this visit: it holds against what the person chose some other day. */
  #chosen: Language | null = null;

  async start(): Promise<void> {
    when_signed_out(() => this.#lost());
    live.on_signed_out = () => this.#lost();
    live.on_refused = () => void this.check();
    // A page that the browser kept whole and brings back may show what its reader may no longer see.
    window.addEventListener('pageshow', (event) => event.persisted && location.reload());
    await this.check();
  }

  /** Asks who we are: at the start, and whenever the live line is refused. */
  async check(): Promise<void> {
    const answer = await call<Me>('/me');
    if (answer.ok) await this.#welcome(answer.value);
    else if (this.state === 'unknown' || this.state === 'unreachable')
      this.state = answer.problem.status === 401 ? 'signed_out' : 'unreachable';
  }

  async sign_in(username: string, password: string): Promise<Problem | null> {
    const answer = await call<{ me: Me }>('/session', { method: 'POST', body: { username, password } });
    if (!answer.ok) return answer.problem;
    const me = answer.value.me;
    // Another person at the same browser never inherits the page of the one before.
    if (this.me && this.me.id !== me.id) {
      forget_local_drafts();
      location.assign('/');
      return null;
    }
    this.ended = false;
    await this.#welcome(me);
    live.start(null);
    return null;
  }

  async sign_out(): Promise<void> {
    live.stop();
    const answer = await call('/session', { method: 'DELETE' });
    if (!answer.ok && answer.problem.status !== 401) {
      live.start(null);
      return;
    }
    forget_local_drafts();
    settings.remember_language(i18n.language);
    settings.set_theme(settings.theme);
    location.assign('/');
  }

  async set_language(language: Language): Promise<void> {
    settings.remember_language(language);
    await i18n.use(language);
    if (!this.me) {
      this.#chosen = language;
      return;
    }
    const answer = await api.edit_me({ language });
    // Titles and names of organisations come in the reader's language.
    if (answer.ok) live.refresh_all();
  }

  async set_theme(theme: Theme): Promise<void> {
    settings.set_theme(theme);
    await api.edit_me({ theme });
  }

  async set_single_keys(on: 'on' | 'off'): Promise<void> {
    settings.set_single_keys(on);
    await api.edit_me({ single_keys: on === 'on' });
  }

  async #welcome(me: Me): Promise<void> {
    const is_first = this.me === null;
    if (is_first) forget_drafts_of_others(me.id);
    this.me = me;
    if (is_first) settings.adopt(me.theme, me.single_keys ? 'on' : 'off');
    this.state = 'signed_in';
    if (is_first && this.#chosen && this.#chosen !== me.language) {
      await api.edit_me({ language: this.#chosen });
    } else if (is_first && is_language(me.language) && me.language !== i18n.language) {
      settings.remember_language(me.language);
      await i18n.use(me.language);
    }
  }

  #lost(): void {
    if (this.state === 'signed_in') {
      this.ended = true;
      live.stop();
    } else {
      this.state = 'signed_out';
    }
  }
}

export const session = new Session();
