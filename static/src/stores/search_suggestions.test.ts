import { describe, expect, it } from 'vitest';
import { search_suggestions } from './search_suggestions';

const topics = ['Extradition', 'Mutual legal assistance', 'Coopération douanière'];
const countries = { FR: 'France', KE: 'Kenya', CI: 'Côte d’Ivoire' };
const offered = (typed: string) => search_suggestions(typed, topics, countries).map((one) => one.value);

describe('suggestions', () => {
  it('end the last word with topics and countries that the reader knows', () => {
    expect(offered('extr')).toEqual(['topic:"Extradition"']);
    expect(offered('treaty legal as')).toEqual(['treaty legal topic:"Mutual legal assistance"']);
    expect(offered('treaty topic:legal')).toEqual(['treaty topic:"Mutual legal assistance"']);
    expect(offered('topic:"legal as')).toEqual(['topic:"Mutual legal assistance"']);
    expect(offered('cooperation')).toEqual(['topic:"Coopération douanière"']);
    expect(offered('country:cote')).toEqual(['country:ci']);
    expect(offered('aid fran')).toEqual(['aid country:fr']);
  });

  it('offer the operators by their beginnings', () => {
    expect(offered('is:')).toEqual(['is:unread']);
    expect(offered('aid lang')).toEqual(['aid language:ar', 'aid language:en', 'aid language:es', 'aid language:fr']);
    expect(offered('by:me')).toEqual([]);
  });

  it('are none for a letter, in a phrase or for what is unknown', () => {
    expect(offered('e')).toEqual([]);
    expect(offered('"extradition of ke')).toEqual([]);
    expect(offered('zzz')).toEqual([]);
  });

  it('repeat what is typed, so that the list of the browser shows them', () => {
    for (const { label } of search_suggestions('aid keny', topics, countries)) expect(label).toBe('aid keny: Kenya');
  });
});
