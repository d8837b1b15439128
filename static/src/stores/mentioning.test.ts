import { describe, expect, it } from 'vitest';
import { typed_name, with_mention } from './mentioning';

const at_end = (text: string) => ({ text, from: text.length, to: text.length });

describe('a name that is being typed', () => {
  it('begins with an @ that stands by itself', () => {
    expect(typed_name(at_end('Ask @off'))).toEqual({ from: 4, q: 'off' });
    expect(typed_name(at_end('@'))).toEqual({ from: 0, q: '' });
    expect(typed_name(at_end('(@bureau:k'))).toEqual({ from: 1, q: 'bureau:k' });
    expect(typed_name(at_end('اسأل @مح'))).toEqual({ from: 5, q: 'مح' });
  });

  it('is no address, no code and nothing behind a space', () => {
    for (const text of ['me@example', '\\@off', '`@off', '@@off', '@off ', 'off']) expect(typed_name(at_end(text)), text).toBeNull();
    expect(typed_name({ text: '@off', from: 1, to: 3 })).toBeNull();
  });

  it('gives way to whom it was meant for', () => {
    expect(with_mention({ text: 'Ask @off of it', from: 8, to: 8 }, { from: 4, q: 'off' }, '@officer1.fr')).toEqual({
      text: 'Ask @officer1.fr of it',
      from: 17,
      to: 17,
    });
    expect(with_mention(at_end('@'), { from: 0, q: '' }, '@bureau:ke').text).toBe('@bureau:ke ');
  });
});
