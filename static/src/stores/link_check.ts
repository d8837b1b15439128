// Links that lead nowhere, found before a text is posted: by their form here, and within the forum by asking for what
// the writer himself may read. No other server is ever asked.
import type { Range } from './text_surface';

export type LinkFault = Range & { address: string; kind: 'empty' | 'no_address' | 'unknown' };
type Link = Range & { address: string };

const blank = (text: string) => text.replace(/[^\n]/g, ' ');

/** Each run of backticks closes with the next of its length. */
function without_code_spans(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map((run) => ({ at: run.index, size: run[0].length }));
  const next_of_size = new Map<number, number>();
  const closes = runs.map(() => -1);
  for (let i = runs.length - 1; i >= 0; i -= 1) {
    closes[i] = next_of_size.get(runs[i]!.size) ?? -1;
    next_of_size.set(runs[i]!.size, i);
  }
  let left = '';
  let read = 0;
  for (let i = 0; i < runs.length; i += 1) {
    const close = closes[i]!;
    if (close < 0) continue;
    const end = runs[close]!.at + runs[close]!.size;
    left += text.slice(read, runs[i]!.at) + blank(text.slice(runs[i]!.at, end));
    read = end;
    i = close;
  }
  return left + text.slice(read);
}

/** As long, and without what stands in code: places stay what they are. */
function without_code(body: string): string {
  return without_code_spans(body.replace(/^( {0,3})(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\2[`~]*[ \t]*$|(?![\s\S]))/gm, blank));
}

/** Inline links, link references and bare angles, in their order. */
export function find_links(body: string): Link[] {
  const text = without_code(body);
  const found: Link[] = [];
  const forms = [
    /(?<!\\)\]\(\s*(?:<([^<>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/g,
    /^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]+<?([^\s>]*)>?/gm,
    /<((?:javascript|data|vbscript|file|ftp):[^\s<>]*)>/gi,
  ];
  for (const form of forms)
    for (const match of text.matchAll(form)) found.push({ from: match.index, to: match.index + match[0].length, address: match[1] ?? match[2] ?? '' });
  return found.sort((a, b) => a.from - b.from);
}

/** As the server's renderer makes links of them; everything else it shows as words. */
const kOutside = /^(https?:\/\/|mailto:)\S/i;
const kInside = /^\/threads\/([0-9a-z]{26})(?:\/posts\/([0-9a-z]{26}))?$/i;

/** `knows` answers whether the writer may read it; false only when the server has said no. */
export async function link_faults(body: string, knows: (thread: string, post: string | null) => Promise<boolean>): Promise<LinkFault[]> {
  const judged = find_links(body).map(async (link): Promise<LinkFault[]> => {
    if (!link.address || /^(https?:\/\/|mailto:)$/i.test(link.address)) return [{ ...link, kind: 'empty' }];
    const inside = kInside.exec(link.address);
    if (inside) return (await knows(inside[1]!.toLowerCase(), inside[2]?.toLowerCase() ?? null)) ? [] : [{ ...link, kind: 'unknown' }];
    return kOutside.test(link.address) ? [] : [{ ...link, kind: 'no_address' }];
  });
  return (await Promise.all(judged)).flat();
}
