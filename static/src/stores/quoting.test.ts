import { describe, expect, it } from 'vitest';
import { count_characters, fit_passage, kLongestQuote, quote_line, quoted_posts, with_quote, without_quotes } from './quoting';

const id = '0123456789abcdefghjkmnpqrs';
const other = id.replace('0', 'z');
const line = quote_line({ id, version: 2 }, { begin: 4, end: 9 });
const another = quote_line({ id: other, version: 1 }, { begin: 0, end: 3 });

describe('a quote', () => {
  it('is a line that names post, version and passage', () => {
    expect(line).toBe(`[quote:${id}@2:4-9]`);
    expect(quoted_posts(`    ${line}\n\n${line}\nmore\n\n> ${line}`)).toEqual([]);
    expect(quoted_posts(`Before.\n\n${line}\n\nSee ${line}.\n\n${another}`)).toEqual([id, other]);
  });

  it('counts characters as the server does', () => {
    expect(count_characters('a\u{1F600}b')).toBe(3);
    expect(count_characters('مادة')).toBe(4);
  });

  it('begins and ends with a word', () => {
    expect(fit_passage('  one two \n', { begin: 0, end: 11 })).toEqual({ begin: 2, end: 9 });
    expect(fit_passage('  \n ', { begin: 0, end: 4 })).toBeNull();
  });

  it('is cut at a word where it is too long', () => {
    const passage = fit_passage('word '.repeat(1000), { begin: 0, end: 5000 })!;
    expect(passage.end).toBeLessThanOrEqual(kLongestQuote);
    expect(passage.end % 5).toBe(4);
    expect(fit_passage('x'.repeat(5000), { begin: 10, end: 5000 })).toEqual({ begin: 10, end: 10 + kLongestQuote });
  });

  it('goes below what is written already', () => {
    expect(with_quote('', line)).toBe(`${line}\n\n`);
    expect(with_quote('I think so.\n', line)).toBe(`I think so.\n\n${line}\n\n`);
  });

  it('is taken out by its place among the quotes, and nothing else with it', () => {
    const text = `${line}\n\nOne.\n\n${another}\n\nTwo.\n\n${line}`;
    expect(without_quotes(text, [1])).toBe(`${line}\n\nOne.\n\nTwo.\n\n${line}`);
    expect(without_quotes(text, [0, 2]).trimEnd()).toBe(`One.\n\n${another}\n\nTwo.`);
  });
});
