// The searches beside each other: customers, bookings, participants. Alt+1 to Alt+3 go from one to the next; from a
// marked customer to his bookings.
import { Link, useNavigate } from '@tanstack/react-router';
import styles from '../../parts/TabRow.module.css';
import { keys_of, shortcuts_of } from '../../shell/keys.ts';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { useKeys } from '../../shell/useKeys.ts';

export type SearchName = 'customers' | 'bookings' | 'participants';

const tabs = [
  { name: 'customers', to: '/search', right: 'search' },
  { name: 'bookings', to: '/search/bookings', right: 'bookings.read' },
  { name: 'participants', to: '/search/participants', right: 'bookings.read' },
] as const;

/// `customer`: the number of the marked one.
export function SearchTabs({ shown, customer }: { shown: SearchName; customer?: number }) {
  const t = useText();
  const may = useMay();
  const navigate = useNavigate();
  const offered = tabs.filter(({ right }) => may(right));
  const asked = (name: SearchName) => (name === 'bookings' && customer ? { customer: String(customer) } : {});
  const goings = offered.map(({ name, to }) => [
    `search_${name}`,
    name === shown ? undefined : () => void navigate({ to, search: asked(name) }),
  ]);
  useKeys(Object.fromEntries(goings) as Record<string, (() => void) | undefined>);
  if (offered.length < 2) return null;
  return (
    <nav className={styles.tabs} aria-label={t('ui.search.kinds')} data-area="tabs">
      {offered.map(({ name, to }) => (
        <Link
          key={name}
          to={to}
          search={asked(name)}
          className={styles.tab}
          aria-current={name === shown ? 'page' : undefined}
          activeOptions={{ exact: true, includeSearch: false }}
          aria-keyshortcuts={shortcuts_of(`search_${name}`)}
          title={`${t(`ui.search.of_${name}`)} (${keys_of(`search_${name}`)[0]})`}
        >
          {t(`ui.search.of_${name}`)}
        </Link>
      ))}
    </nav>
  );
}
