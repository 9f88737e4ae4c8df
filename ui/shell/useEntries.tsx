// What the search box offers for what is typed: commands after ">", else the hits; and creating whom nobody knows by
// that name.
import { useNavigate } from '@tanstack/react-router';
import { useCallback, type ReactNode } from 'react';
import type { SearchHit } from '../api/types.ts';
import { Icon } from '../parts/icons.tsx';
import { matching, places_called, useCommands, type Command } from './commands.ts';
import { useText } from './language.tsx';
import { shown_key } from './shown_key.ts';
import { SearchHitLine } from './SearchHitLine.tsx';
import { leave_for_screen } from './useFirstFocus.ts';
import type { Found } from './useSearch.ts';
import styles from './SearchBox.module.css';

export interface Entry {
  id: string;
  run: () => void;
  view: ReactNode;
  words: string;
}

export const is_command = (text: string) => text.trimStart().startsWith('>');

/// Numbers, e-mail addresses and phones are nobody's name.
const is_a_name = (text: string) => text !== '' && !/^[#@+!\d]/.test(text);

function useOpenHit() {
  const navigate = useNavigate();
  return useCallback(
    (hit: SearchHit) => {
      const customer = hit.kind === 'customer' ? hit.id : hit.customer;
      if (customer !== undefined) void navigate({ to: '/customers/$id', params: { id: String(customer) } });
      else if (hit.kind === 'event')
        void navigate({ to: '/reports/customers', search: { event: [String(hit.number)], scope: 'all' } });
    },
    [navigate],
  );
}

const Line = ({ text, children }: { text: string; children?: ReactNode }) => (
  <span className={styles.command}>
    <span>{text}</span>
    {children}
  </span>
);

/// `leave` empties the box before anything is opened.
function useLeaving(leave: () => void) {
  const after_leaving =
    (run: () => void, customer = false) =>
    () => {
      leave();
      leave_for_screen(customer);
      run();
    };
  /// What opens no screen leaves the cursor where it puts it itself.
  const at_once = (run: () => void) => () => {
    leave();
    run();
  };
  return { after_leaving, at_once };
}
type Leaving = ReturnType<typeof useLeaving>;

function useCommandEntry({ after_leaving, at_once }: Leaving) {
  const t = useText();
  return (command: Command): Entry => ({
    id: command.id,
    words: [command.text, command.absent].filter(Boolean).join(': '),
    run: command.place ? after_leaving(command.run, command.id.startsWith('new_')) : at_once(command.run),
    view: (
      <Line text={command.text}>
        {command.keys ? <kbd>{shown_key(command.keys, t)}</kbd> : null}
        {command.absent ? <span className={styles.why}>{command.absent}</span> : null}
      </Line>
    ),
  });
}

function useHitEntries({ after_leaving }: Leaving) {
  const t = useText();
  const navigate = useNavigate();
  const open_hit = useOpenHit();
  const entry_of_hit = (hit: SearchHit): Entry => ({
    id: `${hit.kind}${hit.id}`,
    words: `${hit.name} ${hit.first_name ?? ''}`,
    run: after_leaving(() => open_hit(hit), hit.kind === 'customer' || hit.customer !== undefined),
    view: <SearchHitLine hit={hit} />,
  });
  /// A booking's own number opens the booking, and below it whose it is.
  const booking_of = (number: string): Entry => ({
    id: `booking${number}`,
    words: t('ui.search.booking', { number }),
    run: after_leaving(() => void navigate({ to: `/bookings/${number}` as never })),
    view: <Line text={t('ui.search.booking', { number })} />,
  });
  return (hits: readonly SearchHit[], text: string): Entry[] =>
    hits.flatMap((hit) =>
      hit.matched === 'booking' ? [booking_of(text.replace(/^!\s*/, '')), entry_of_hit(hit)] : [entry_of_hit(hit)],
    );
}

export function useEntries(on_help: () => void, leave: () => void) {
  const t = useText();
  const navigate = useNavigate();
  const commands = useCommands(on_help);
  const leaving = useLeaving(leave);
  const { after_leaving } = leaving;
  const entry_of = useCommandEntry(leaving);
  const of_hits = useHitEntries(leaving);
  const of_commands = (text: string) => matching(commands, text.trimStart().slice(1)).map(entry_of);
  const all_of = (text: string): Entry => ({
    id: 'all',
    words: t('ui.search.all'),
    run: after_leaving(() => void navigate({ to: '/search', search: { name: text } })),
    view: <Line text={t('ui.search.all')} />,
  });
  const creation = (name: string): Entry => ({
    id: 'create',
    words: t('ui.search.create', { name }),
    run: after_leaving(
      () => void navigate({ to: '/customers/new/$kind', params: { kind: 'private' }, search: { name } }),
      true,
    ),
    view: (
      <Line text={t('ui.search.create', { name })}>
        <Icon name="plus" />
      </Line>
    ),
  });
  return (text: string, found: Found): Entry[] => {
    if (is_command(text)) return of_commands(text);
    const nobody = found.hits.every((hit) => hit.matched === 'similar');
    const create = nobody && !found.failed && is_a_name(found.text) ? [creation(found.text)] : [];
    const more = !found.complete && is_a_name(found.text) && !found.text.includes('*') ? [all_of(found.text)] : [];
    const asks_place = !found.failed && is_a_name(found.text) && found.text.length >= 4;
    const [called, places] = (asks_place ? places_called(commands, found.text) : [[], []]).map((some) =>
      some.map(entry_of),
    ) as [Entry[], Entry[]];
    const hits = of_hits(found.hits, found.text.trim());
    // Nobody is called so: what is spelt alike stands behind a place that is.
    const first = nobody ? [...called, ...hits] : [...hits, ...more, ...called];
    return [...first, ...(nobody ? more : []), ...places, ...create];
  };
}
