// The customers of a selection as a list: columns, files, sheets as every list has them. The filter says which selection
// it is; the way back to the builder stands in its place.
import { useNavigate } from '@tanstack/react-router';
import type { ReportRun } from '../../api/types.ts';
import type { FieldProps } from '../../parts/Field.tsx';
import { FieldFrame } from '../../parts/Field.tsx';
import { useText } from '../../shell/language.tsx';
import { ReportScreen } from '../../lists/ReportScreen.tsx';
import { parse_document } from './document.ts';
import { LetterButton } from './LetterButton.tsx';
import { in_order } from './tree.ts';
import styles from './Selections.module.css';

function DocumentField(props: FieldProps) {
  const t = useText();
  const navigate = useNavigate();
  const selection = parse_document(props.value);
  return (
    <FieldFrame name={props.name} label={t('ui.selections.conditions_asked')} problem={props.problem}>
      <button
        type="button"
        id={`f-${props.name}`}
        data-field={props.name}
        className={`button ${styles.document}`}
        onClick={() => void navigate({ to: '/selections', search: {} as never })}
      >
        {selection
          ? t('ui.selections.edit_document', { count: in_order(selection).length })
          : t('ui.selections.first_line')}
      </button>
    </FieldFrame>
  );
}
const fields = { document: DocumentField };
const letters = (run: ReportRun) => <LetterButton run={run} />;

export function SelectionList() {
  const t = useText();
  return <ReportScreen report="selection" title={t('ui.selections.list')} fields={fields} head={letters} />;
}
