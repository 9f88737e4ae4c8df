// What a tab of a booking shows. The first: head, people, services and amounts, with the sums beside them.
import type { Choices } from '../../api/types.ts';
import type { Records } from '../../forms/declared.ts';
import type { Draft } from '../../forms/draft.ts';
import { show_money } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { further_fields, head_fields, list_of, type Booking, type ListName } from './booking.ts';
import { BookingHead } from './BookingHead.tsx';
import { ParticipantDetails, ServiceDetails } from './Details.tsx';
import { DocumentsTab } from './DocumentsTab.tsx';
import { place } from './flat.ts';
import { NotesTab } from './NotesTab.tsx';
import { DueDatesTab, FeesTab } from './OtherTabs.tsx';
import { PaymentsTab } from './PaymentsTab.tsx';
import { RowTable, type Figure } from './RowTable.tsx';
import { line_total } from './rows.ts';
import type { TabId } from './tabs.ts';
import { Totals } from './Totals.tsx';
import type { Reckoned } from './usePreview.ts';
import styles from './Booking.module.css';

interface Props {
  tab: TabId;
  draft: Draft;
  booking: Booking;
  reckoned: Reckoned;
  records: Records;
  choices?: Choices;
  may: boolean;
  pay: () => void;
  make_paper: () => void;
}

export function BookingPanel(props: Props) {
  return (
    <div role="tabpanel" id="tabpanel" aria-labelledby={`tab-${props.tab}`}>
      <Shown {...props} />
    </div>
  );
}

function Shown(props: Props) {
  const { tab, draft, booking, records, may, choices, reckoned, pay, make_paper } = props;
  const t = useText();
  const others = { draft, booking, records, choices, may, reckoned: reckoned.booking };
  const needs_number = tab === 'payments' || tab === 'documents' || tab === 'notes';
  if (needs_number && !booking.number) return <p className="quiet">{t('ui.booking.save_first')}</p>;
  switch (tab) {
    case 'payments':
      return <PaymentsTab booking={booking} pay={pay} />;
    case 'due_dates':
      return <DueDatesTab {...others} />;
    case 'fees':
      return <FeesTab {...others} />;
    case 'documents':
      return <DocumentsTab booking={booking} make={make_paper} />;
    case 'notes':
      return <NotesTab booking={booking} />;
    case 'further':
      return (
        <BookingHead
          {...{ draft, may }}
          booking={reckoned.booking}
          fields={further_fields}
          declared={records.booking}
        />
      );
    default:
      return <Daily {...props} />;
  }
}

/// Count × price at once, while it is typed; the discount as the program reckons it.
function useFigures(draft: Draft): readonly Figure[] {
  const language = useLanguage();
  return [
    {
      name: 'total',
      share: 2.4,
      show: (key) => {
        const [count, price] = ['count', 'unit_price'].map((field) => draft.text(place('services', key, field)));
        const total = line_total(count!, price!);
        return total === undefined ? '' : show_money(total, language);
      },
    },
    {
      name: 'commission',
      share: 1.8,
      show: (_key, row) => (Number(row?.commission ?? 0) ? show_money(String(row!.commission), language) : ''),
    },
  ];
}

function Daily({ draft, booking, reckoned, records, choices, may }: Props) {
  const t = useText();
  const figures = useFigures(draft);
  const common = { draft, may, choices };
  const now = reckoned.booking;
  const details = { ...common, records };
  const table = (name: ListName) => ({
    ...common,
    list: list_of(name),
    reckoned: now[name],
    declared: records[`booking_${list_of(name).record}`],
  });
  return (
    <div className={styles.daily}>
      <form className={styles.entry} data-area="form" noValidate onSubmit={(event) => event.preventDefault()}>
        <BookingHead
          {...{ draft, may }}
          booking={{ ...now, final: booking.final }}
          fields={head_fields}
          declared={records.booking}
        />
        <section>
          <h2>{t('ui.booking.participants')}</h2>
          <RowTable
            {...table('participants')}
            details={(key, row) => <ParticipantDetails {...details} booking={booking} row_key={key} row={row} />}
          />
        </section>
        <section>
          <h2>{t('ui.booking.services')}</h2>
          <RowTable
            {...table('services')}
            figures={figures}
            shortcut={(row) =>
              row?.has_agency === true ? { text: t('ui.booking.agency'), field: 'agency_commission' } : undefined
            }
            details={(key, row) => <ServiceDetails {...details} row_key={key} row={row} />}
          />
        </section>
        <section>
          <h2>{t('ui.booking.amounts')}</h2>
          <RowTable {...table('amounts')} />
        </section>
      </form>
      <Totals reckoned={reckoned} />
    </div>
  );
}
