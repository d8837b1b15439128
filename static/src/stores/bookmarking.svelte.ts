// The post whose bookmark is being written: opened from the post and by its key, shown by the thread's screen.
class Bookmarking {
  post: string | null = $state(null);
  /** Notes that were typed and not saved, by post: closing the dialog loses nothing. */
  readonly unsaved = new Map<string, string>();
}

export const bookmarking = new Bookmarking();
