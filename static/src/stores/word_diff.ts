// What changed between two texts, word by word. Pure, so that tests can hold it.
export type Piece = { kind: 'same' | 'added' | 'removed'; text: string };

/** Above this many pairs of words the middle of two texts is told as replaced whole: comparing would take too long. */
const kMostPairs = 4_000_000;

/** Words and the spaces between them; joined again they are the text. */
function words_of(text: string): string[] {
  return text.split(/(\s+)/).filter((word) => word !== '');
}

function push(pieces: Piece[], kind: Piece['kind'], text: string): void {
  const last = pieces.at(-1);
  if (text === '') return;
  if (last?.kind === kind) last.text += text;
  else pieces.push({ kind, text });
}

/** The length of the longest common subsequence of each pair of rests, row by row. */
function common_lengths(before: string[], after: string[]): Uint32Array {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        before[i] === after[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  return lengths;
}

function compare(before: string[], after: string[], pieces: Piece[]): void {
  if (before.length * after.length > kMostPairs) {
    push(pieces, 'removed', before.join(''));
    return push(pieces, 'added', after.join(''));
  }
  const lengths = common_lengths(before, after);
  const width = after.length + 1;
  let i = 0;
  let j = 0;
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      push(pieces, 'same', before[i++] ?? '');
      j++;
    } else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) {
      push(pieces, 'removed', before[i++] ?? '');
    } else {
      push(pieces, 'added', after[j++] ?? '');
    }
  }
  push(pieces, 'removed', before.slice(i).join(''));
  push(pieces, 'added', after.slice(j).join(''));
}

/** Spaces between two changes belong to both: whole phrases are told as replaced, not every word of them by itself. */
function join_phrases(pieces: Piece[]): Piece[] {
  const joined: Piece[] = [];
  let phrase: Piece[] = [];
  const settle = (): void => {
    const text_without = (kind: Piece['kind']) => phrase.filter((one) => one.kind !== kind).map(({ text }) => text).join('');
    const [removed, added] = [text_without('added'), text_without('removed')];
    if (removed.trim() && added.trim()) phrase = [{ kind: 'removed', text: removed }, { kind: 'added', text: added }];
    for (const { kind, text } of phrase) push(joined, kind, text);
    phrase = [];
  };
  pieces.forEach((piece, i) => {
    const within = phrase.length > 0 && i + 1 < pieces.length && /^[^\S\n]+$/.test(piece.text);
    if (piece.kind !== 'same' || within) return void phrase.push(piece);
    settle();
    push(joined, 'same', piece.text);
  });
  settle();
  return joined;
}

/** How many words were added, and how many removed. */
export function count_words(pieces: Piece[]): { added: number; removed: number } {
  const of = (kind: Piece['kind']) =>
    pieces.filter((one) => one.kind === kind).reduce((sum, { text }) => sum + words_of(text).filter((word) => word.trim() !== '').length, 0);
  return { added: of('added'), removed: of('removed') };
}

export function word_diff(before: string, after: string): Piece[] {
  const old_words = words_of(before);
  const new_words = words_of(after);
  const least = Math.min(old_words.length, new_words.length);
  let start = 0;
  while (start < least && old_words[start] === new_words[start]) start++;
  let end = 0;
  while (end < least - start && old_words.at(-1 - end) === new_words.at(-1 - end)) end++;

  const pieces: Piece[] = [];
  push(pieces, 'same', new_words.slice(0, start).join(''));
  compare(old_words.slice(start, old_words.length - end), new_words.slice(start, new_words.length - end), pieces);
  push(pieces, 'same', new_words.slice(new_words.length - end).join(''));
  return join_phrases(pieces);
}
