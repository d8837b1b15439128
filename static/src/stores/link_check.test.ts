import { describe, expect, it } from 'vitest';
import { find_links, link_faults } from './link_check';

const id = '0123456789'.repeat(3).slice(0, 26);
const other = 'abcdefghjk'.repeat(3).slice(0, 26);
const faults = async (body: string) =>
  (await link_faults(body, (thread, post) => Promise.resolve(thread === id && post === null))).map(({ address, kind }) => [address, kind]);

describe('the last look at links', () => {
  it('lets pass what a post may link to', async () => {
    expect(await faults(`[a](https://example.org/x_(y)) [b](http://b.example "title") [c](mailto:a@b.example) [d](/threads/${id})`)).toEqual([]);
  });

  it('finds links without an address', async () => {
    expect(await faults('[a]() and [b](https://)')).toEqual([
      ['', 'empty'],
      ['https://', 'empty'],
    ]);
  });

  it('finds addresses that are none', async () => {
    expect(await faults('[a](javascript:alert) [b](www.example.org) [c](</x y>) <file:///etc/x>\n\n[d]: ftp://x')).toEqual([
      ['javascript:alert', 'no_address'],
      ['www.example.org', 'no_address'],
      ['/x y', 'no_address'],
      ['file:///etc/x', 'no_address'],
      ['ftp://x', 'no_address'],
    ]);
  });

  it('asks for threads of this forum', async () => {
    expect(await faults(`[a](/threads/${other}) [b](/threads/${id}/posts/${other})`)).toEqual([
      [`/threads/${other}`, 'unknown'],
      [`/threads/${id}/posts/${other}`, 'unknown'],
    ]);
  });

  it('leaves code, footnotes and escaped brackets alone', async () => {
    expect(await faults('`[a](x)`\n\n```\n[b](y)\n```\n\nsee[^1] \\[c\\](z)\n\n[^1]: words')).toEqual([]);
  });

  it('leaves an unclosed fence to the end alone', async () => {
    expect(await faults('```\n[b](y)\n')).toEqual([]);
  });

  it('knows where a link stands', () => {
    const body = '`code` then [a](x)';
    const [link] = find_links(body);
    expect(body.slice(link?.from, link?.to)).toBe('](x)');
  });

  it('reads a long text of brackets at once', () => {
    const started = performance.now();
    find_links('](' + '('.repeat(20000) + '`'.repeat(5000) + '[x]: '.repeat(20000));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
