// What opens below a row: of a service its base data, tax, commission, who takes part and its stages; of a participant
// his passport, wishes and the customer he is.
import { Fragment } from 'react';
import type { Choices, FieldDeclaration } from '../../api/types.ts';
import type { Draft } from '../../forms/draft.ts';
import { tell_failure } from '../../forms/saving.ts';
import { useTell } from '../../forms/told.ts';
import { CheckField } from '../../parts/MoreFields.tsx';
import twelfths from '../../parts/Twelfths.module.css';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useText, useWord } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { has_segments, list_of, type Booking, type Row, type Rows } from './booking.ts';
import { keys_in, place } from './flat.ts';
import { carry_back } from './requests.ts';
import { RowField, RowTable } from './RowTable.tsx';
import styles from './Booking.module.css';

interface Props {
  draft: Draft;
  row_key: string;
  row?: Row;
  may: boolean;
  choices?: Choices;
  records: Record<string, FieldDeclaration[] | undefined>;
}

function DetailFields({ list, hidden = [], ...props }: Props & { list: Rows; hidden?: readonly string[] }) {
  const { draft, row_key, may, choices, records } = props;
  const fields = list.fields.filter(({ column, name }) => !column && !hidden.includes(name));
  return (
    <div className={`${twelfths.twelfths} ${styles.detailfields}`}>
      {fields.map((field) => (
        <Fragment key={field.name}>
          {field.name === 'collection' ? <PaymentKind draft={draft} choices={choices} /> : null}
          <div className={twelfths[`w${field.width}`]}>
            <RowField
              {...{ draft, field, may, choices, row_key }}
              list={list.name}
              record={list.record}
              declared={records[`booking_${list.record}`]}
            />
          </div>
        </Fragment>
      ))}
    </div>
  );
}

/// How the customer pays stands left of who collects (J-125).
function PaymentKind({ draft, choices }: Pick<Props, 'draft' | 'choices'>) {
  const word = useWord();
  const code = draft.text('payment_kind');
  const offered = choices?.payment_kind;
  const label = Array.isArray(offered) ? offered.find((one) => one.code === code)?.label : undefined;
  return (
    <div className={twelfths.w2} data-payment-kind>
      <span className={styles.caption}>{word('ui.booking.field.payment_kind', '')}</span>
      <span className={styles.figure}>{label ?? (code || '–')}</span>
    </div>
  );
}

export function ServiceDetails(props: Props) {
  const { draft, row_key, row, may } = props;
  const word = useWord();
  const list = list_of('services');
  const kind = draft.text(place('services', row_key, 'service_kind'));
  const with_agency = row?.has_agency === true;
  const source = row?.commission_source;
  return (
    <div className={styles.details}>
      <DetailFields {...props} list={list} hidden={with_agency ? [] : ['agency_commission']} />
      {source ? (
        <p className="quiet" data-commission-source>
          {word('ui.service.commission_source', '')}: {word(`ui.source.${String(source)}`, String(source))}
        </p>
      ) : null}
      <Travellers {...{ draft, row_key, may }} />
      {has_segments(kind) ? <Segments {...props} /> : null}
    </div>
  );
}

export const ParticipantDetails = ({ booking, ...props }: Props & { booking: Booking }) => (
  <div className={styles.details}>
    <DetailFields {...props} list={list_of('participants')} />
    <CarryBack booking={booking} draft={props.draft} row={props.row} />
  </div>
);

/// What was entered of him goes to the profile when it is asked for; what is not yet saved cannot.
function CarryBack({ booking, draft, row }: Pick<Props, 'draft' | 'row'> & { booking: Booking }) {
  const t = useText();
  const may = useMay();
  const tell = useTell();
  const position = Number(row?.position ?? 0);
  if (!booking.number || !row?.id || row.cancelled_on || !may('customers.change')) return null;
  const carry = async () => {
    try {
      const { customer, change_event, passports, wishes, new_member } = await carry_back(booking, position);
      const said = change_event
        ? t('ui.booking.carried_back', { passports, wishes, member: new_member ? 'yes' : 'no' })
        : t('ui.booking.nothing_to_carry_back');
      tell([['lists', String(customer)]], change_event ?? undefined, said);
    } catch (reason) {
      tell_failure(reason, t);
    }
  };
  return (
    <p className="row">
      <ToolButton text={t('ui.booking.carry_back')} disabled={draft.changed} on_press={() => void carry()} />
      {draft.changed ? <span className="quiet">{t('ui.booking.save_before_carrying')}</span> : null}
    </p>
  );
}

const name_of = (draft: Draft, key: string) =>
  ['first_name', 'name']
    .map((field) => draft.text(place('participants', key, field)))
    .filter(Boolean)
    .join(' ');

/// Who takes part in a service; nobody ticked means everybody.
function Travellers({ draft, row_key, may }: Pick<Props, 'draft' | 'row_key' | 'may'>) {
  const t = useText();
  const field = place('services', row_key, 'participants');
  const chosen = keys_in(draft, field);
  const people = keys_in(draft, 'participants');
  if (people.length < 2) return null;
  const turn = (key: string, yes: boolean) => {
    const next = people.filter((one) => (one === key ? yes : chosen.includes(one)));
    draft.type(field, next);
    // For as many as take part.
    draft.propose(place('services', row_key, 'count'), String(next.length || people.length));
  };
  return (
    <fieldset className={styles.travellers}>
      <legend>{t('ui.booking.travellers')}</legend>
      {people.map((key, at) => (
        <CheckField
          key={key}
          name={`${field}/${key}`}
          label={name_of(draft, key) || t('ui.booking.person', { row: at + 1 })}
          checked={chosen.includes(key)}
          disabled={!may}
          on_change={(yes) => turn(key, yes)}
        />
      ))}
    </fieldset>
  );
}

function Segments({ draft, row_key, row, may, choices, records }: Props) {
  const inner = list_of('services').inner!;
  const list: Rows = { ...inner, name: place('services', row_key, inner.name) };
  const stored = (row?.[inner.name] as Row[] | undefined) ?? [];
  return <RowTable {...{ draft, list, may, choices }} reckoned={stored} declared={records.booking_segment} />;
}
