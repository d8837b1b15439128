import { describe, expect, it } from 'vitest';
import { asked_of_forum, search_suggestions } from './search_suggestions';

const topics = ['Extradition', 'Mutual legal assistance', 'Coopération douanière'];
const countries = { FR: 'France', KE: 'Kenya', CI: 'Côte d’Ivoire' };
const kinds = { question: 'Frage', case_study: 'Fallstudie' };
const tags = [
  { tag: 'forfeiture', name: 'Einziehung' },
  { tag: 'free zones', name: 'free zones' },
];
const known = { topics, countries, kinds, tags, authors: ['Inès Laurent'] };
const offered = (typed: string) => search_suggestions(typed, known).map((one) => one.value);

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

  it('end it with kinds by their name, and with the tags that were found', () => {
    expect(offered('aid kind:fra')).toEqual(['aid kind:question']);
    expect(offered('fallst')).toEqual(['kind:case_study']);
    expect(asked_of_forum('aid tag:"free z')).toEqual({ what: 'tag', words: 'free z' });
    expect(asked_of_forum('tag:free aid')).toBeNull();
    expect(asked_of_forum('by:')).toBeNull();
    expect(asked_of_forum('by:in')).toEqual({ what: 'by', words: 'in' });
    expect(offered('aid by:in')).toEqual(['aid by:"Inès Laurent"']);
    expect(offered('aid tag:f')).toEqual(['aid tag:forfeiture', 'aid tag:"free zones"']);
    expect(offered('forf')).toEqual([]);
  });

  it('offer the operators by their beginnings', () => {
    expect(offered('is:')).toEqual(['is:unread', 'is:answered']);
    expect(offered('aid has')).toEqual(['aid has:attachment']);
    expect(offered('aid lang')).toEqual(['aid language:ar', 'aid language:en', 'aid language:es', 'aid language:fr']);
    expect(search_suggestions('by:me', { ...known, authors: [] })).toEqual([]);
  });

  it('are none for a letter, in a phrase or for what is unknown', () => {
    expect(offered('e')).toEqual([]);
    expect(offered('"extradition of ke')).toEqual([]);
    expect(offered('zzz')).toEqual([]);
  });

  it('repeat what is typed, so that the list of the browser shows them', () => {
    for (const { label } of search_suggestions('aid keny', known)) expect(label).toBe('aid keny: Kenya');
  });
});
