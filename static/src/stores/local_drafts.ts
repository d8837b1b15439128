// Words that the server could not take are kept in this browser until it can; never longer, and never past sign-out.
import type { DraftText } from '../api/calls';

export type LocalDraft = { user: string; saved_at: string; text: DraftText };

const kPrefix = 'colloquium.draft.';

/** False where the browser refuses to store (full, or switched off): then the words live only on screen. */
export function keep_local(context: string, draft: LocalDraft): boolean {
  try {
    localStorage.setItem(kPrefix + context, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function find_local(context: string, user: string): LocalDraft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(kPrefix + context) ?? 'null') as LocalDraft | null;
    return draft?.user === user ? draft : null;
  } catch {
    return null;
  }
}

export function drop_local(context: string): void {
  try {
    localStorage.removeItem(kPrefix + context);
  } catch {
    return;
  }
}

/** At sign-in: what somebody else left at this browser, when his session ended by itself, is nobody's to find. */
export function forget_drafts_of_others(user: string): void {
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(kPrefix) && !find_local(key.slice(kPrefix.length), user)) localStorage.removeItem(key);
  } catch {
    return;
  }
}

/** At sign-out: the next person at this browser finds nothing, neither words nor places. */
export function forget_local_drafts(): void {
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(kPrefix) || key === 'colloquium.writing') localStorage.removeItem(key);
    sessionStorage.clear();
  } catch {
    return;
  }
}

/** Of what the server and this browser hold, the words saved last. */
export function newer_draft<T extends { saved_at: string }>(server: T | null, local: LocalDraft | null): 'server' | 'local' | 'none' {
  if (!local) return server ? 'server' : 'none';
  if (!server) return 'local';
  return Date.parse(local.saved_at) >= Date.parse(server.saved_at) ? 'local' : 'server';
}
