// How somebody reads threads in this browser: branches that he has folded, and whether he looks at unread posts alone.

const kKey = 'colloquium.folded';
/** What was folded longest ago is forgotten. */
const kMostThreads = 200;

type Folded = [thread: string, posts: string[]][];

/** Storage may be refused by the browser: then a choice lasts as long as the page. */
function recall(): Folded {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(kKey) ?? '[]');
    return Array.isArray(kept) ? (kept as Folded) : [];
  } catch {
    return [];
  }
}

class Reading {
  /** The thread of which he looks at unread posts alone, from page to page. */
  only_unread: string | null = $state(null);
  /** On the way to another page for its first unread post. */
  seeks_unread = false;

  folded_in(thread: string): Set<string> {
    return new Set(recall().find(([id]) => id === thread)?.[1] ?? []);
  }

  keep_folded(thread: string, posts: ReadonlySet<string>): void {
    const others = recall().filter(([id]) => id !== thread);
    try {
      localStorage.setItem(kKey, JSON.stringify(posts.size > 0 ? [[thread, [...posts]], ...others].slice(0, kMostThreads) : others));
    } catch {
      return;
    }
  }
}

export const reading = new Reading();
