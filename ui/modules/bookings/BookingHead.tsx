// The head of a booking: what is in view together with its rows, and the seldom changed rest on its tab. Values that
// were copied from the profile say whose they are.
import type { Choices, FieldDeclaration } from '../../api/types.ts';
import type { Draft } from '../../forms/draft.ts';
import { useChoices } from '../../forms/declared.ts';
import { FormField } from '../../forms/FormField.tsx';
import { useDeclaration } from './useDeclaration.ts';
import twelfths from '../../parts/Twelfths.module.css';
import { useText, useWord } from '../../shell/language.tsx';
import type { Booking, Field, Sourced } from './booking.ts';
import { head_view } from './rows.ts';
import styles from './Booking.module.css';

interface Props {
  draft: Draft;
  fields: readonly Field[];
  booking: Booking;
  may: boolean;
  declared?: readonly FieldDeclaration[];
}

export function BookingHead(props: Props) {
  const choices = useChoices().data;
  return (
    <div className={`${twelfths.twelfths} ${styles.head}`}>
      {props.fields.map((field) => (
        <div key={field.name} className={twelfths[`w${field.width}`]}>
          <HeadField {...props} field={field} choices={choices} />
        </div>
      ))}
    </div>
  );
}

function useSource(): (term: Sourced | undefined) => string | undefined {
  const t = useText();
  return (term) => {
    if (!term) return undefined;
    if (term.source !== 'booking') return t(`ui.booking.term.${term.source}`);
    return t('ui.booking.term.booking', { value: String(term.of_profile ?? '–') });
  };
}

/// Already stored, only who has the right changes the kind (bookings.md 1).
const is_fixed = (field: Field, booking: Booking) => field.name === 'kind' && booking.final === true;

function HeadField({ draft, field, booking, may, declared, choices }: Props & { field: Field; choices?: Choices }) {
  const word = useWord();
  const source = useSource();
  const locked = !may || is_fixed(field, booking);
  const declaration = useDeclaration(field, declared, locked);
  const linked = field.name === 'agency' ? booking.agency : undefined;
  return (
    <FormField
      declaration={declaration}
      draft={head_view(draft)}
      record="booking"
      caption={word(`ui.booking.field.${field.name}`, field.name)}
      kind="private"
      choices={choices}
      is_new={!booking.number}
      autofocus={field.name === 'departs_on'}
      hint={source(booking.terms?.[field.name])}
      linked={linked}
    />
  );
}
