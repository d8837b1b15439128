// Runs a thing once for a burst of reasons, a little after the first: many events, one request.
// With `spread` the moment is drawn at random, so that a thousand clients don't ask in the same instant.
export function later(milliseconds: number, run: () => void, spread = 0): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        run();
      },
      milliseconds + Math.random() * spread,
    );
  };
}

/** So long after a page has loaded its store looks back once. */
export const kConfirmAfter = 2500;

export function once_after(milliseconds: number, run: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    setTimeout(run, milliseconds);
  };
}
