// One key for one composition: a retry after a lost answer can't make a second post, not even after a reload.
import type { Answer } from '../api/http';

const kPrefix = 'colloquium.key.';

function fresh(context: string): string {
  const key = crypto.randomUUID();
  try {
    sessionStorage.setItem(kPrefix + context, key);
  } catch {
    // Without storage the key lives as long as the composer: only a reload in the middle of a lost answer is then unprotected.
    return key;
  }
  return key;
}

export class Submission {
  readonly #context: string;
  #key: string;

  constructor(context: string) {
    this.#context = context;
    let kept: string | null = null;
    try {
      kept = sessionStorage.getItem(kPrefix + context);
    } catch {
      kept = null;
    }
    this.#key = kept ?? fresh(context);
  }

  async send<T>(post: (key: string) => Promise<Answer<T>>): Promise<Answer<T>> {
    const answer = await post(this.#key);
    // The key is spent by success; after a conflict (the text changed since a lost answer) the writer decides anew.
    if (answer.ok || answer.problem.code === 'idempotency_conflict') this.forget();
    return answer;
  }

  forget(): void {
    try {
      sessionStorage.removeItem(kPrefix + this.#context);
    } catch {
      return;
    }
    this.#key = crypto.randomUUID();
  }
}
