// Puts words where they can be pasted elsewhere. Answers whether the browser allowed it.
export async function copy(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return false;
  }
}
