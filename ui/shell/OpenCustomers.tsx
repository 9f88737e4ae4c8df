// Open customers as tabs under the top bar. A dot marks entries that are not saved yet; they stay until saved or
// discarded.
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { Icon } from '../parts/icons.tsx';
import { useText } from './language.tsx';
import { note_closed, path_of, useOpenCustomers } from './open_customers.ts';
import { useKeys } from './useKeys.ts';
import styles from './OpenCustomers.module.css';

export function OpenCustomers() {
  const t = useText();
  const open = useOpenCustomers();
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const show = (place: number) => () => {
    const customer = open[place];
    if (!customer) return false;
    void navigate(path_of(customer.id) as never);
    return true;
  };
  useKeys(Object.fromEntries(Array.from({ length: 8 }, (_, place) => [`open_${place + 1}`, show(place)])));
  if (!open.length) return null;
  const close = (id: string, here: boolean) => {
    sessionStorage.removeItem(`kartei.draft.${id}`);
    const next = note_closed(id);
    if (!here) return;
    void navigate(next ? (path_of(next.id) as never) : { to: '/customers' });
  };
  return (
    <nav className={styles.tabs} aria-label={t('ui.open_customers')} data-area="open">
      {open.map((customer) => {
        const target = path_of(customer.id);
        const here = path === target.to.replace(/\$\w+/, Object.values(target.params)[0]!);
        const name = customer.name || t('ui.new_customer');
        return (
          <span key={customer.id} className={`${styles.tab} ${here ? styles.here : ''}`}>
            <Link
              {...(target as { to: '/customers/$id'; params: { id: string } })}
              aria-current={here ? 'page' : undefined}
              className={styles.link}
            >
              {customer.changed ? (
                <span className={styles.dot} title={t('ui.unsaved')}>
                  <span className="hidden">{t('ui.unsaved')}</span>
                </span>
              ) : null}
              {name}
            </Link>
            <button
              type="button"
              className={styles.close}
              tabIndex={-1}
              aria-label={t('ui.close_customer', { name })}
              onClick={() => close(customer.id, here)}
            >
              <Icon name="close" size={14} />
            </button>
          </span>
        );
      })}
    </nav>
  );
}
