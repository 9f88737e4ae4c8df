// The customers of one group side by side, what differs between them marked, and for every pair its reasons.
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import type { Value } from '../../api/types.ts';
import { Icon } from '../../parts/icons.tsx';
import { useText, useWord } from '../../shell/language.tsx';
import { full_name } from '../../shell/SearchHitLine.tsx';
import { address_of, Reasons, Score, useShown } from './CandidateCard.tsx';
import type { Group, GroupMember, Pair } from './requests.ts';
import styles from './Register.module.css';

const lines: readonly [string, (member: GroupMember) => Value][] = [
  ['customer.number', (one) => one.number],
  ['customer.matchcode', (one) => one.matchcode ?? null],
  ['ui.duplicates.address', address_of],
  ['customer.birth_date', (one) => one.birth_date ?? null],
  ['ui.column.phone', (one) => one.phone ?? null],
  ['customer.email', (one) => one.email ?? null],
  ['customer.code1', (one) => one.code1 ?? null],
  ['ui.column.last_purchase_on', (one) => one.last_purchase_on ?? null],
];

function Members({ customers }: { customers: readonly GroupMember[] }) {
  const t = useText();
  const word = useWord();
  const show = useShown();
  const filled = lines.filter(([, value]) => customers.some((one) => value(one)));
  return (
    <table className={`plain ${styles.members}`}>
      <thead>
        <tr>
          <td />
          {customers.map((customer) => (
            <th key={customer.id} scope="col">
              <Link to="/customers/$id" params={{ id: String(customer.id) }}>
                {full_name(customer)}
              </Link>{' '}
              {customer.blocked ? (
                <span className="chip danger">
                  <Icon name="warn" size={14} />
                  {t('ui.blocked')}
                </span>
              ) : null}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {filled.map(([caption, value]) => {
          const differs = new Set(customers.map((one) => String(value(one) ?? ''))).size > 1;
          return (
            <tr key={caption} className={differs ? styles.differs : undefined}>
              <th scope="row">{word(caption)}</th>
              {customers.map((customer) => (
                <td key={customer.id}>{value(customer) ? show(value(customer)) : '\u2014'}</td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function PairReasons({ pair, customers }: { pair: Pair; customers: readonly GroupMember[] }) {
  const t = useText();
  const name = (id: number) => {
    const found = customers.find((one) => one.id === id);
    return found ? full_name(found) : t('ui.duplicates.gone_one');
  };
  return (
    <div className={styles.pair}>
      <p className="row">
        <b>
          {name(pair.a)} <span aria-hidden="true">↔</span> {name(pair.b)}
        </b>
        <Score score={pair.score} />
        {pair.verdict && pair.verdict !== 'open' ? (
          <span className="chip" data-verdict={pair.verdict}>
            {t(`ui.duplicates.verdict.${pair.verdict}`)}
          </span>
        ) : null}
        {pair.verdict === 'merged' && pair.change_event ? (
          <Link to="/merges/$event" params={{ event: String(pair.change_event) }} className="button">
            <Icon name="undo" size={16} />
            {t('ui.merge.part')}
          </Link>
        ) : null}
      </p>
      <Reasons score={pair.score} points={pair.points} />
    </div>
  );
}

export function GroupPanel({ group, actions }: { group: Group | undefined; actions: ReactNode }) {
  const t = useText();
  return (
    <aside className={styles.panel} aria-label={t('ui.duplicates.group')} data-area="panel" tabIndex={0}>
      {group ? (
        <>
          <div className={styles.decide}>{actions}</div>
          <Members customers={group.customers} />
          {group.pairs.map((pair) => (
            <PairReasons key={`${pair.a}-${pair.b}`} pair={pair} customers={group.customers} />
          ))}
        </>
      ) : null}
    </aside>
  );
}
