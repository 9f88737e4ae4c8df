// Open customers as tabs under the top bar. A dot marks entries that are not saved yet; they stay until saved or
// discarded.
import { Link, useNavigate, useRouter, useRouterState } from '@tanstack/react-router';
import { Icon } from '../parts/icons.tsx';
import { useText } from './language.tsx';
import { forget_entered, note_closed, path_of, useOpenCustomers } from './open_customers.ts';
import { show_toast } from './toasts.ts';
import { useKeys } from './useKeys.ts';
import styles from './OpenCustomers.module.css';

export function OpenCustomers() {
  const t = useText();
  const open = useOpenCustomers();
  const navigate = useNavigate();
  const router = useRouter();
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
    const back = forget_entered(id);
    const origin = note_closed(id);
    if (here) router.history.push(origin);
    if (!back.length) return;
    const restore = () => {
      back.forEach((bring) => bring());
      void navigate(path_of(id) as never);
    };
    show_toast({ text: t('ui.discarded'), tone: 'warn', action: { label: t('ui.undo'), run: restore } });
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
