// What the reader was writing, by place only (never the words): after a reload or a crash the same composer opens again.
export type Writing = { thread: string; post: string; kind: 'reply' | 'edit' };

const kKey = 'colloquium.writing';

export function remember_writing(writing: Writing | null): void {
  try {
    if (writing) localStorage.setItem(kKey, JSON.stringify(writing));
    else localStorage.removeItem(kKey);
  } catch {
    // Without storage the composer just doesn't open by itself; the draft itself is on the server.
    return;
  }
}

export function recall_writing(thread: string): Writing | null {
  try {
    const writing = JSON.parse(localStorage.getItem(kKey) ?? 'null') as Writing | null;
    return writing?.thread === thread ? writing : null;
  } catch {
    return null;
  }
}
