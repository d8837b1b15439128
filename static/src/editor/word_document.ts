// What word processors put on the clipboard, brought to the HTML that it means: lists and notes as such, and nothing
// that is not text. Only a parsed, inert document is worked on; it never comes near the page.

const kNoText = 'style, script, noscript, meta, link, title, template, iframe, object, embed, svg, input, button, select, textarea';
/** Word, Google Docs and LibreOffice: where a note is referred to, and where it leads back from. */
const kReference = /#(_ftn|_edn|ftnt|sdfootnote|sdendnote)(\d+)(sym)?$/;
const kWayBack = /#(?:(_ftn|_edn)ref|(ftnt)_ref|(sdfootnote|sdendnote)(?=\d+anc$))(\d+)(?:anc)?$/;
const kBlocks = 'p, div, ul, ol, li, h1, h2, h3, h4, h5, h6, table, tbody, thead, tr, td, th, blockquote, pre';

export type Note = { number: number; body: Element };

const all = (within: ParentNode, what: string) => Array.from(within.querySelectorAll<HTMLElement>(what));
const style_of = (element: Element) => (element.getAttribute('style') ?? '').toLowerCase();

function unwrap(element: Element): void {
  while (element.firstChild) element.parentNode?.insertBefore(element.firstChild, element);
  element.parentNode?.removeChild(element);
}

function wrap_within(element: Element, name: string): void {
  const made = element.ownerDocument.createElement(name);
  while (element.firstChild) made.appendChild(element.firstChild);
  element.appendChild(made);
}

function drop_what_is_no_text(doc: Document): void {
  for (const element of all(doc, kNoText)) element.parentNode?.removeChild(element);
  for (const element of all(doc, '[style]'))
    if (/display:\s*none|mso-hide:\s*all/.test(style_of(element))) element.parentNode?.removeChild(element);
  for (const image of all(doc, 'img')) {
    image.parentNode?.insertBefore(doc.createTextNode(image.getAttribute('alt') ?? ''), image);
    image.parentNode?.removeChild(image);
  }
}

/** Weight and slant that are said by style alone; a "b" that says it is none (Google Docs) goes. */
function read_styles(doc: Document): void {
  for (const element of all(doc, 'b, strong')) if (/font-weight:\s*(normal|400)/.test(style_of(element))) unwrap(element);
  for (const element of all(doc, 'span[style]')) {
    if (element.closest('h1, h2, h3, h4, h5, h6') || !element.textContent?.trim()) continue;
    const style = style_of(element);
    if (/font-weight:\s*(bold|[6-9]00)/.test(style) && !element.closest('b, strong')) wrap_within(element, 'strong');
    if (/font-style:\s*italic/.test(style) && !element.closest('i, em')) wrap_within(element, 'em');
  }
  for (const title of all(doc, 'p.MsoTitle')) {
    const heading = doc.createElement('h1');
    while (title.firstChild) heading.appendChild(title.firstChild);
    title.parentNode?.replaceChild(heading, title);
  }
}

/** Word writes lists as paragraphs with a drawn bullet or number. */
function read_word_lists(doc: Document): void {
  const level_of = (p: Element | null) => (p?.tagName === 'P' ? Number(/mso-list:[^;]*\blevel(\d+)/.exec(style_of(p))?.[1] ?? 0) : 0);
  const open: { list: Element; level: number }[] = [];
  for (const p of all(doc, 'p[style]')) {
    const level = level_of(p);
    if (level === 0) continue;
    // Another paragraph between two is the end of a list.
    const before = p.previousElementSibling;
    if (!before || !open.some(({ list }) => list === before)) open.length = 0;
    const drawn = all(p, 'span').find((span) => /mso-list:\s*ignore/.test(style_of(span)));
    const is_ordered = /^\s*(\d+|[a-z]{1,4})[.)]/i.test(drawn?.textContent ?? '');
    drawn?.parentNode?.removeChild(drawn);
    while (open.length > 0 && open.at(-1)!.level > level && open.length > 1) open.pop();
    const last = open.at(-1);
    if (!last || last.level < level) {
      const list = doc.createElement(is_ordered ? 'ol' : 'ul');
      const into = last?.list.lastElementChild;
      if (into) into.appendChild(list);
      else p.parentNode?.insertBefore(list, p);
      open.push({ list, level });
    }
    const item = doc.createElement('li');
    while (p.firstChild) item.appendChild(p.firstChild);
    open.at(-1)!.list.appendChild(item);
    p.parentNode?.removeChild(p);
  }
}

/** A cell holds one line: Markdown has no other. */
function flatten_cells(doc: Document): void {
  for (const cell of all(doc, 'td, th')) {
    for (const inner of all(cell, `${kBlocks}, br`)) {
      inner.parentNode?.insertBefore(doc.createTextNode(' '), inner.nextSibling);
      unwrap(inner);
    }
  }
}

/** Takes the notes out and leaves marks where they are referred to; `first` is the number of the first. */
function take_notes(doc: Document, first: number): Note[] {
  const numbers = new Map<string, number>();
  const notes: Note[] = [];
  const number_of = (key: string) => {
    if (!numbers.has(key)) numbers.set(key, first + numbers.size);
    return numbers.get(key)!;
  };
  for (const link of all(doc, 'a[href]')) {
    const found = kReference.exec(link.getAttribute('href') ?? '');
    if (!found) continue;
    const mark = doc.createElement('span');
    mark.setAttribute('data-note', String(number_of(found[1]! + found[2]!)));
    mark.appendChild(doc.createTextNode('*'));
    const around = link.closest('sup') ?? link;
    around.parentNode?.replaceChild(mark, around);
  }
  for (const link of all(doc, 'a[href]')) {
    const found = kWayBack.exec(link.getAttribute('href') ?? '');
    if (!found) continue;
    const body = link.closest('[id^="ftn"]:not(a), [id^="edn"]:not(a), [id^="sdfootnote"]:not(a), [id^="sdendnote"]:not(a)') ?? link.closest('p, div, li');
    if (!body?.parentNode) continue;
    link.parentNode?.removeChild(link);
    body.parentNode.removeChild(body);
    const number = numbers.get((found[1] ?? found[2] ?? found[3]!) + found[4]!);
    if (number !== undefined) notes.push({ number, body });
  }
  for (const rule of all(doc, 'hr')) if (/mso-element:\s*(footnote|endnote)/.test(style_of(rule.parentElement ?? rule))) rule.parentNode?.removeChild(rule);
  return notes.sort((a, b) => a.number - b.number);
}

/** Only addresses that a post may hold stay links; one of this forum is written without its host. */
function read_links(doc: Document, origin: string): void {
  for (const link of all(doc, 'a')) {
    const address = (link.getAttribute('href') ?? '').trim();
    if (address.startsWith(`${origin}/threads/`)) link.setAttribute('href', address.slice(origin.length));
    else if (!/^(https?|mailto):\S+$/i.test(address)) unwrap(link);
  }
}

export function read_document(doc: Document, origin: string, first_note: number): Note[] {
  drop_what_is_no_text(doc);
  read_styles(doc);
  const notes = take_notes(doc, first_note);
  read_links(doc, origin);
  for (const { body } of notes) for (const link of all(body, 'a')) if (!/^(https?|mailto):\S+$/i.test(link.getAttribute('href') ?? '')) unwrap(link);
  read_word_lists(doc);
  flatten_cells(doc);
  return notes;
}
