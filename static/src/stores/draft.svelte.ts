// What somebody is writing in one place, and where it is safe: saved by the server every few seconds, else in this browser.
import { api, type DraftText } from '../api/calls';
import type { Problem } from '../api/http';
import type { Language, NewAudience, NewMarking } from '../api/types';
import { drop_local, find_local, keep_local, newer_draft } from './local_drafts';

const kSaveEvery = 3000;
const kRetryEvery = 8000;

export type SaveState =
  | { kind: 'untouched' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: Date }
  /** Not on the server: kept here (or, where even that is refused, only on screen) until it can be. */
  | { kind: 'kept_here'; problem: Problem }
  | { kind: 'on_screen_only'; problem: Problem };

export type Blank = { title?: string; body: string; marking: NewMarking; audience: NewAudience | null; language: Language };

export class Draft {
  title = $state('');
  body = $state('');
  marking: NewMarking = $state.raw({});
  /** Null: that of the post answered. */
  audience: NewAudience | null = $state.raw({ base: 'inherit' });
  language: Language = $state('en');
  save_state: SaveState = $state.raw({ kind: 'untouched' });
  /** False until the server has been asked for an earlier draft: nothing typed before may be overwritten by it. */
  ready = $state(false);
  restored = $state(false);
  readonly context: string;
  #user: string;
  #saved = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #in_flight: Promise<void> | null = null;
  /** The server could not be asked whether it holds an earlier draft. */
  #unseen = false;
  #closed = false;
  #with_title: boolean;

  constructor(context: string, user: string, blank: Blank) {
    this.context = context;
    this.#user = user;
    this.#with_title = blank.title !== undefined;
    this.title = blank.title ?? '';
    this.body = blank.body;
    this.marking = blank.marking;
    this.audience = blank.audience;
    this.language = blank.language;
    this.#saved = JSON.stringify(this.text());
  }

  async restore(): Promise<void> {
    const answer = await api.draft(this.context);
    const local = find_local(this.context, this.#user);
    const server = answer.ok ? answer.value : null;
    this.#unseen = !answer.ok && answer.problem.status !== 404;
    const source = newer_draft(server, local);
    const found = source === 'server' ? server : source === 'local' ? (local?.text ?? null) : null;
    if (found && (found.body || found.title)) {
      this.title = found.title ?? '';
      this.body = found.body;
      this.marking = found.marking ?? this.marking;
      this.audience = found.audience ?? this.audience;
      this.language = found.language ?? this.language;
      this.restored = true;
      if (server && source === 'server') {
        this.#saved = JSON.stringify(this.text());
        this.save_state = { kind: 'saved', at: new Date(server.saved_at) };
      }
    }
    this.ready = true;
  }

  text(): DraftText {
    const { body, marking, audience, language } = this;
    const text = { body, marking, ...(audience && { audience }), language };
    return this.#with_title ? { title: this.title, ...text } : text;
  }

  get is_empty(): boolean {
    return !this.body.trim() && !this.title.trim();
  }

  /** Called on every change: saves a little later, at most every few seconds. */
  touch(): void {
    if (!this.ready || this.#closed || this.#timer || JSON.stringify(this.text()) === this.#saved) return;
    this.#timer = setTimeout(() => void this.save(), kSaveEvery);
  }

  /** Saves now, for example when the reader leaves the page. One request at a time. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.ready || this.#closed || this.#in_flight || JSON.stringify(this.text()) === this.#saved) return;
    this.#in_flight = this.#send();
    await this.#in_flight;
    this.#in_flight = null;
    if (this.save_state.kind === 'saved') this.touch();
  }

  async #send(): Promise<void> {
    if (this.#unseen) await this.#look_again();
    const text = this.text();
    const is_empty = this.is_empty;
    // Of an emptied text the server keeps what stood there; with nothing worth keeping it is no draft any more.
    const answer = await api.save_draft(this.context, text);
    if (this.#closed) return;
    if (answer.ok) {
      this.#saved = JSON.stringify(text);
      drop_local(this.context);
      this.save_state = is_empty ? { kind: 'untouched' } : { kind: 'saved', at: new Date() };
    } else {
      const kept = keep_local(this.context, { user: this.#user, saved_at: new Date().toISOString(), text });
      this.save_state = { kind: kept ? 'kept_here' : 'on_screen_only', problem: answer.problem };
      this.#timer = setTimeout(() => void this.save(), kRetryEvery);
    }
  }

  /** The writer began while the server was away: an earlier draft found there now is put below, not overwritten. */
  async #look_again(): Promise<void> {
    const answer = await api.draft(this.context);
    this.#unseen = !answer.ok && answer.problem.status !== 404;
    if (answer.ok && answer.value.body && !this.body.includes(answer.value.body))
      this.body = `${this.body}\n\n---\n\n${answer.value.body}`;
  }

  /** The page goes away under the writer's hands: what is not on the server yet is kept here first. */
  save_before_leaving(): void {
    if (!this.ready || this.#closed || this.is_empty || JSON.stringify(this.text()) === this.#saved) return;
    keep_local(this.context, { user: this.#user, saved_at: new Date().toISOString(), text: this.text() });
    void this.save();
  }

  /** Posted: nothing of it is kept any more. */
  async finish(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    // A save that is under way must not arrive after the deletion.
    await this.#in_flight;
    drop_local(this.context);
    await api.delete_draft(this.context);
  }

  /** The composer is taken away: the words stay, saved one last time. */
  leave(): void {
    this.save_before_leaving();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
