// A label of a customer as it is shown wherever he is: its abbreviation in its colour, its icon, and its whole name for
// whoever hears it or points at it. One that has expired has lost its colour and says so.
import { Icon, is_icon } from '../parts/icons.tsx';
import { filled } from '../parts/colour.ts';
import { useText } from './language.tsx';
import type { LabelLook } from './labels.ts';

export function LabelMark({ look }: { look: LabelLook }) {
  const t = useText();
  const { label, abbreviation, colour, icon, has_expired } = look;
  return (
    <span className="chip" title={label} data-label={label} style={has_expired ? undefined : filled(colour)}>
      {is_icon(icon) ? <Icon name={icon} size={14} /> : null}
      {abbreviation ? (
        <>
          <span aria-hidden="true">{abbreviation}</span>
          <span className="hidden">{label}</span>
        </>
      ) : (
        label
      )}
      {has_expired ? <i>({t('ui.label.expired')})</i> : null}
    </span>
  );
}
