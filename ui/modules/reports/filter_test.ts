import { describe, expect, it } from 'vitest';
import {
  add,
  as_body,
  as_query,
  empty_filter,
  from_search,
  has_choice,
  last_chosen,
  remove,
  report_types,
  scope_of,
  to_search,
} from './filter.ts';

describe('event filter', () => {
  // T-008
  it('T-008 takes several events, or within a dimension', () => {
    const filter = add(add(add(empty_filter, 'event', 'E1'), 'event', 'E2'), 'event', 'E1');
    expect(filter.chosen.event).toEqual(['E1', 'E2']);
    expect(as_body(filter)).toEqual({ events: ['E1', 'E2'], scope: 'all' });
  });

  it('joins dimensions for the server, and between them', () => {
    const filter = add(add(add(empty_filter, 'season', '2025/26'), 'genre', 'Musik'), 'genre', 'Tanz');
    expect(as_body(filter)).toEqual({ seasons: ['2025/26'], genres: ['Musik', 'Tanz'], scope: 'all' });
    expect(as_query(filter)).toMatchObject({ scope: 'all', season: ['2025/26'], genre: ['Musik', 'Tanz'], code: [] });
  });

  it('preselects coming events only while nothing else is chosen', () => {
    expect(scope_of(empty_filter)).toBe('coming');
    expect(scope_of(add(empty_filter, 'season', '2024/25'))).toBe('all');
    expect(scope_of({ ...add(empty_filter, 'season', '2024/25'), scope: 'past' })).toBe('past');
  });

  // T-006
  it('T-006 knows when nothing is chosen: no list without events', () => {
    expect(has_choice(empty_filter)).toBe(false);
    expect(as_body(empty_filter)).toEqual({});
    expect(has_choice({ ...empty_filter, scope: 'all' })).toBe(false);
    expect(has_choice({ ...empty_filter, from: '2026-01-01' })).toBe(true);
  });

  it('comes back from its address unchanged', () => {
    const filter = {
      ...add(add(empty_filter, 'production', 'Faust'), 'event', 'E7'),
      scope: 'past' as const,
      from: '2026-01-01',
    };
    expect(from_search(to_search(filter))).toEqual({ ...filter, to: undefined });
    expect(from_search({})).toEqual({ ...empty_filter, scope: undefined, from: undefined, to: undefined });
    expect(from_search({ scope: 'never' }).scope).toBeUndefined();
  });

  it('takes away the last choice first', () => {
    let filter = add(add(empty_filter, 'season', 'S'), 'tag', 'Premiere');
    expect(last_chosen(filter)).toEqual({ dimension: 'tag', value: 'Premiere' });
    filter = remove(filter, 'tag', 'Premiere');
    expect(last_chosen(filter)).toEqual({ dimension: 'season', value: 'S' });
    expect(last_chosen(empty_filter)).toBeUndefined();
  });

  // T-019
  it('T-019 offers all eight report types', () => {
    expect(report_types).toHaveLength(8);
  });
});
