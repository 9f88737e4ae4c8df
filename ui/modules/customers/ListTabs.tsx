// The tabs that hold lists of a stored customer, and the lists that stand below the fields of other tabs.
import type { Choices, Kind } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import { TripsTab } from '../bookings/TripsTab.tsx';
import { CallsOf } from '../telephony/CallsOf.tsx';
import { AgencyForm } from './AgencyForm.tsx';
import { BankTab } from './BankTab.tsx';
import { FamilyTab } from './FamilyTab.tsx';
import { DeclaredSection } from './DeclaredSection.tsx';
import { owner_of, rows_in, type Lists } from './lists.ts';
import { useDeclaredLists, type Records } from '../../forms/declared.ts';
import { RowList } from '../../forms/RowList.tsx';
import { PurchasesTab } from './PurchasesTab.tsx';
import { is_shown_as_declared, type TabId } from './tabs.ts';
import styles from '../../forms/Rows.module.css';

export interface ListTabProps {
  customer: number;
  kind: Kind;
  name: string;
  lists: Lists;
  records: Records;
  choices?: Choices;
  /// What can be begun from the tab Reisen.
  trips?: { begin?: () => void; registration?: () => void };
}

export function ListTab({ tab, ...props }: ListTabProps & { tab: TabId }) {
  const declared = useDeclaredLists().filter((list) => list.tab === tab && is_shown_as_declared(list));
  return (
    <>
      <Apart tab={tab} {...props} />
      {declared.map((list) => (
        <DeclaredSection key={list.name} {...props} list={list} />
      ))}
    </>
  );
}

/// What a tab shows in a way of its own.
function Apart({ tab, ...props }: ListTabProps & { tab: TabId }) {
  switch (tab) {
    case 'family':
      return <FamilyTab {...props} />;
    case 'banks':
      return <BankTab {...props} />;
    case 'phones':
      return (
        <>
          <PhoneTab {...props} />
          <CallsOf customer={props.customer} />
        </>
      );
    case 'purchases':
      return <PurchasesTab customer={props.customer} />;
    case 'trips':
      return <TripsTab customer={props.customer} {...props.trips} />;
    case 'more':
      return props.kind === 'agency' ? <AgencyForm {...props} /> : null;
    default:
      return null;
  }
}

function PhoneTab({ customer, kind, lists, choices }: ListTabProps) {
  const t = useText();
  return (
    <section className={styles.section} aria-labelledby="phones">
      <h2 id="phones">{t('ui.list.phones')}</h2>
      <p className="quiet">{t('ui.phone.help')}</p>
      <RowList
        {...{ kind, choices }}
        owner={owner_of(customer)}
        list="phones"
        rows={rows_in(lists, 'phones')}
        inline
        name_of={(row) => [row?.department, row?.contact, row?.number].filter(Boolean).join(', ')}
      />
    </section>
  );
}
