// One hit: whom one has before oneself, and by what it was found. Blocked customers in words, sign and colour.
import type { SearchHit } from '../api/types.ts';
import { Icon } from '../parts/icons.tsx';
import type { OwnKey } from '../compiled/keys.ts';
import { useText } from './language.tsx';
import styles from './SearchBox.module.css';

export function full_name(row: object): string {
  const { name, first_name, name_prefix } = row as Record<string, unknown>;
  const last = [name_prefix, name].filter(Boolean).join(' ');
  return first_name ? `${last}, ${String(first_name)}` : last;
}

const matched: Record<string, OwnKey> = {
  matchcode: 'ui.matched.matchcode',
  number: 'ui.matched.number',
  email: 'ui.matched.email',
  phone: 'ui.matched.phone',
  postcode: 'ui.matched.postcode',
  order: 'ui.matched.order',
  birth_date: 'ui.matched.birth_date',
  ticket: 'ui.matched.ticket',
  booking: 'ui.matched.booking',
  external_booking: 'ui.matched.booking',
  traveller: 'ui.matched.traveller',
  member: 'ui.matched.member',
  code1: 'ui.matched.code1',
};

export function SearchHitLine({ hit }: { hit: SearchHit }) {
  const t = useText();
  if (hit.kind === 'event')
    return (
      <span className={styles.command}>
        <span>{hit.name}</span>
        <span className="chip">{t('ui.search.event')}</span>
      </span>
    );
  const address = [
    [hit.street, hit.house_number].filter(Boolean).join(' '),
    [hit.postcode, hit.town].filter(Boolean).join(' '),
  ]
    .filter(Boolean)
    .join(', ');
  const why = hit.matched ? matched[hit.matched] : undefined;
  return (
    <>
      <span className={styles.who}>
        {hit.kind === 'order' ? (
          <span className="chip accent">{t('ui.search.order', { number: String(hit.number) })}</span>
        ) : null}
        <b>{full_name(hit)}</b>
        {hit.matched === 'similar' ? <span className="chip">{t('ui.matched.similar')}</span> : null}
        {hit.blocked ? (
          <span className="chip danger">
            <Icon name="warn" size={14} />
            {t('ui.blocked')}
          </span>
        ) : null}
      </span>
      <span className={styles.where}>{address}</span>
      <span className={styles.code}>{hit.matchcode}</span>
      <span className={styles.phone}>{hit.matched === 'email' ? hit.email : hit.phone || hit.email}</span>
      <span className={styles.number}>{hit.kind === 'customer' ? hit.number : ''}</span>
      <span className={styles.why}>{why ? t(why) : ''}</span>
    </>
  );
}
