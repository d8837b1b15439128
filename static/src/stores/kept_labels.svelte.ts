// Kind and tags that somebody has chosen for a thread that is not posted yet: kept in this browser as long as the words are.
import type { ThreadKind } from './routes';
import { drop_local, find_local, keep_local } from './local_drafts';

export class KeptLabels {
  #kind: ThreadKind = $state('analysis');
  #tags: string[] = $state.raw([]);
  readonly #context: string;
  readonly #user: string;

  constructor(topic: string, user: string) {
    this.#context = `labels.${topic}`;
    this.#user = user;
    const kept = find_local(this.#context, user)?.text.body;
    if (!kept) return;
    const { kind, tags } = JSON.parse(kept) as { kind: ThreadKind; tags: string[] };
    this.#kind = kind;
    this.#tags = tags;
  }

  get kind(): ThreadKind {
    return this.#kind;
  }

  set kind(chosen: ThreadKind) {
    this.#kind = chosen;
    this.#keep();
  }

  get tags(): string[] {
    return this.#tags;
  }

  set tags(chosen: string[]) {
    this.#tags = chosen;
    this.#keep();
  }

  forget(): void {
    drop_local(this.#context);
  }

  #keep(): void {
    const body = JSON.stringify({ kind: this.#kind, tags: this.#tags });
    keep_local(this.#context, { user: this.#user, saved_at: new Date().toISOString(), text: { body } });
  }
}
