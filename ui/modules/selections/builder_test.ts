import { describe, expect, it } from 'vitest';
import { new_line, new_root, write_document, type Selection } from './document.ts';
import { events_of, filter_of } from './events.ts';
import { begin, step } from './useBuilder.ts';

const labelled = (label: string): Selection => ({ root: new_root([new_line({ label })]), rest: {} });
const change = (label: string, place?: string) => ({ do: 'change', change: () => labelled(label), place }) as const;
const where = (state: ReturnType<typeof begin>) => write_document(state.now).where;

describe('steps of the builder', () => {
  it('go back and forth; typing in one place is one step', () => {
    let state = begin(labelled('a'));
    for (const typed of ['b', 'bc', 'bcd']) state = step(state, change(typed, 'line-1'));
    state = step(state, change('e', 'line-2'));
    state = step(state, { do: 'undo' });
    expect(where(state)).toEqual({ label: 'bcd' });
    state = step(state, { do: 'undo' });
    expect(where(state)).toEqual({ label: 'a' });
    expect(step(state, { do: 'undo' })).toBe(state);
    state = step(step(state, { do: 'redo' }), { do: 'redo' });
    expect(where(state)).toEqual({ label: 'e' });
  });

  it('after a step back are begun anew', () => {
    let state = step(step(begin(labelled('a')), change('b')), { do: 'undo' });
    state = step(state, change('c'));
    expect(step(state, { do: 'redo' })).toBe(state);
  });

  it('that change nothing are none, and opening another selection is one', () => {
    const state = begin(labelled('a'));
    expect(step(state, { do: 'change', change: (one) => one })).toBe(state);
    const opened = step(state, { do: 'open', selection: labelled('z'), opened: { saved: 7, name: 'Z' } });
    expect(opened.opened).toEqual({ saved: 7, name: 'Z' });
    expect(where(step(opened, { do: 'undo' }))).toEqual({ label: 'a' });
  });
});

describe('the events of a criterion', () => {
  it('are those of the event filter, and what it does not know stays', () => {
    const events = { seasons: ['2025/26'], events: ['E1', 'E2'], scope: 'past', from: '2026-01-01', later: true };
    expect(events_of(filter_of(events), events)).toEqual(events);
    expect(events_of(filter_of({}), {})).toEqual({});
  });
});
