// The event filter of a criterion as the box of the reports shows it, and back. Members that the box does not know stay.
// Pure.
import { as_body, dimensions, empty_filter, is_scope, plural, type EventFilter } from '../reports/filter.ts';
import { without, type Members } from './document.ts';

const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

export function filter_of(events: Members): EventFilter {
  const chosen = Object.fromEntries(dimensions.map((name) => [name, texts(events[plural[name]])]));
  const scope = text(events.scope);
  return {
    chosen: { ...empty_filter.chosen, ...chosen },
    scope: is_scope(scope) ? scope : undefined,
    from: text(events.from),
    to: text(events.to),
  };
}

export const events_of = (filter: EventFilter, before: Members): Members => ({
  ...without(before, ...Object.values(plural), 'scope', 'from', 'to'),
  ...(as_body(filter) as Members),
});
