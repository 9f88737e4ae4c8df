// Asked once at saving a new customer who is probably there already (J-028): take the one who is there, go back to the
// entry (J-029), or create all the same (J-030).
import { useRef } from 'react';
import { Dialog } from '../../parts/Dialog.tsx';
import { useText } from '../../shell/language.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { Candidates, type Choices } from './Candidates.tsx';
import type { Candidate } from './requests.ts';

interface Props extends Choices {
  candidates: readonly Candidate[];
  create: () => void;
  back: () => void;
}

export function DuplicateQuestion({ candidates, create, back, ...choices }: Props) {
  const t = useText();
  return (
    <Dialog
      wide
      title={t('ui.duplicates.question')}
      on_close={back}
      actions={
        <>
          <button type="button" className="button" onClick={create}>
            {t('ui.duplicates.create')} <kbd>N</kbd>
          </button>
          <button type="button" className="button" onClick={back}>
            {t('ui.duplicates.back')} <kbd>{t('ui.escape')}</kbd>
          </button>
        </>
      }
    >
      <p>{t('ui.duplicates.question_help')}</p>
      <Choose candidates={candidates} create={create} {...choices} />
    </Dialog>
  );
}

/// Inside the layer, so that its keys answer and the form's keep still.
function Choose({ candidates, create, ...choices }: Omit<Props, 'back'>) {
  const box = useRef<HTMLDivElement>(null);
  useKeys({ create_anyway: create });
  return <Candidates candidates={candidates} box={box} autofocus {...choices} />;
}
