import { describe, expect, it } from 'vitest';
import { markdown_of_document } from './paste';

// The document that turndown itself works on where there is no browser.
const domino: string = '@mixmark-io/domino';
const { createDocument } = (await import(domino)) as { createDocument: (html: string) => Document };
const pasted = (html: string, first_note = 1) => markdown_of_document(createDocument(html), 'https://forum.example', first_note);

describe('what is pasted from a word processor', () => {
  it('keeps headings, weight, slant and links', () => {
    expect(
      pasted(
        '<h2>Seizure<o:p></o:p></h2><p class=MsoNormal>Under <b>article 12</b> of <i>UNTOC</i>, see <a href="https://example.org/untoc">the text</a>.</p>',
      ),
    ).toBe('## Seizure\n\nUnder **article 12** of *UNTOC*, see [the text](https://example.org/untoc).');
  });

  it('reads weight that only a style says, and the bold that is none', () => {
    expect(pasted('<b style="font-weight:normal"><p><span style="font-weight:700">Bold</span> and <span style="font-style:italic">slanted</span></p></b>')).toBe(
      '**Bold** and *slanted*',
    );
  });

  it('makes lists of paragraphs with drawn marks, one within another', () => {
    const item = (level: number, mark: string, words: string) =>
      `<p class=MsoListParagraph style='text-indent:-18pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='mso-list:Ignore'>${mark}<span>&nbsp;&nbsp; </span></span><![endif]>${words}</p>`;
    expect(pasted(`<p>Steps:</p>${item(1, '1.', 'Freeze')}${item(2, '·', 'bank')}${item(2, '·', 'land')}${item(1, '2.', 'Seize')}<p>Done.</p>`)).toBe(
      'Steps:\n\n1. Freeze\n   - bank\n   - land\n2. Seize\n\nDone.',
    );
  });

  it('keeps lists that are lists', () => {
    expect(pasted('<ol><li><p>One</p></li><li>Two<ul><li>inner</li></ul></li></ol>')).toBe('1. One\n2. Two\n   - inner');
  });

  it('makes a table of a table, with cells of one line each', () => {
    expect(
      pasted('<table><tr><td><p>Country</p></td><td><p>Law | act</p></td></tr><tr><td colspan=2><p>France</p><p>2019</p></td></tr><tr><td>Kenya</td></tr></table>'),
    ).toBe('| Country | Law \\| act |\n| --- | --- |\n| France 2019 |  |\n| Kenya |  |');
  });

  it("takes Word's footnotes along, numbered after those that are there", () => {
    const word =
      "<p>Proof<a style='mso-footnote-id:ftn1' href=\"file:///C:/a.htm#_ftn1\" name=\"_ftnref1\"><span class=MsoFootnoteReference>[1]</span></a> and more<a href=\"#_ftn2\" name=\"_ftnref2\">[2]</a>.</p>" +
      "<div style='mso-element:footnote-list'><hr size=1><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href=\"#_ftnref1\" name=\"_ftn1\">[1]</a> Court of <i>Appeal</i>, 2019.</p></div>" +
      "<div style='mso-element:footnote' id=ftn2><p><a href=\"#_ftnref2\" name=\"_ftn2\">[2]</a> Ibid.</p></div></div>";
    expect(pasted(word, 3)).toBe('Proof[^3] and more[^4].\n\n[^3]: Court of *Appeal*, 2019.\n[^4]: Ibid.');
  });

  it("takes LibreOffice's footnotes along", () => {
    expect(
      pasted(
        '<p>Proof<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>.</p><div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a> See UNTOC.</p></div>',
      ),
    ).toBe('Proof[^1].\n\n[^1]: See UNTOC.');
  });

  it('lets nothing through but text', () => {
    const text = pasted(
      '<style>p{}</style><p onclick="x()">Read <a href="javascript:alert(1)">this</a> <img src="https://track.example/p.gif" onerror="x()"><script>alert(2)</script><span style="display:none">hidden</span>now</p>',
    );
    expect(text).toBe('Read this now');
  });

  it('writes an address of this forum without its host', () => {
    expect(pasted('<p><a href="https://forum.example/threads/abc">there</a></p>')).toBe('[there](/threads/abc)');
  });

  it('keeps the space that French asks for and no other', () => {
    expect(pasted('<p>Quoi\u00a0? Une\u00a0saisie «\u00a0ici\u00a0».</p>')).toBe('Quoi\u00a0? Une saisie «\u00a0ici\u00a0».');
  });
});
