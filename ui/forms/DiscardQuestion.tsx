// Asked when Esc would throw away what was entered: Esc once more goes back to it, so that two strokes lose nothing.
import { Dialog } from '../parts/Dialog.tsx';
import { useText } from '../shell/language.tsx';

export function DiscardQuestion({ discard, back }: { discard: () => void; back: () => void }) {
  const t = useText();
  return (
    <Dialog
      title={t('ui.discard.question')}
      on_close={back}
      actions={
        <>
          <button type="button" className="button primary" data-autofocus onClick={back}>
            {t('ui.discard.back')} <kbd>{t('ui.escape')}</kbd>
          </button>
          <button type="button" className="button" data-discard onClick={discard}>
            {t('ui.discard')}
          </button>
        </>
      }
    >
      <p>{t('ui.discard.explained')}</p>
    </Dialog>
  );
}
