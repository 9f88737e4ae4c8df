// Until when a card is valid, as it stands on the card: month and year, with or without a stroke as the house writes it. The server
// keeps the last day of the month and understands both ways of writing (J-116).
import { useState } from 'react';
import { FieldFrame, input_props, type FieldProps } from '../parts/Field.tsx';
import { show_date } from '../parts/format.ts';
import { useText } from '../shell/language.tsx';
import { card_month } from './card_month.ts';
import { useHouseCaptions } from './captions.ts';

export function CardExpiryField(props: FieldProps & { language: string }) {
  const t = useText();
  const short = useHouseCaptions().captions.card_date_format === 'mmyy';
  const [typed, set_typed] = useState<string>();
  return (
    <FieldFrame {...props}>
      <input
        {...input_props(props)}
        value={typed ?? (card_month(props.value, short) || show_date(props.value, props.language))}
        inputMode="numeric"
        placeholder={t(short ? 'ui.card.pattern_short' : 'ui.card.pattern')}
        onChange={(event) => {
          set_typed(event.target.value);
          props.on_type(event.target.value);
        }}
        onBlur={() => {
          set_typed(undefined);
          props.on_leave?.();
        }}
      />
    </FieldFrame>
  );
}
