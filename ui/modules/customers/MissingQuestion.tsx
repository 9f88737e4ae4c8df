// Asked once before a customer is saved without what the house wants to be asked about (its parameters: address,
// e-mail): save all the same with Enter, back to the first empty field with Esc.
import { Dialog } from '../../parts/Dialog.tsx';
import { useText } from '../../shell/language.tsx';
import { useCaption } from '../../forms/captions.ts';

interface Props {
  fields: readonly string[];
  save: () => void;
  back: () => void;
}

export function MissingQuestion({ fields, save, back }: Props) {
  const t = useText();
  const caption = useCaption();
  return (
    <Dialog
      title={t('ui.missing.question')}
      on_close={back}
      actions={
        <>
          <button type="button" className="button primary" data-autofocus onClick={save}>
            {t('ui.missing.save')} <kbd>{t('ui.enter')}</kbd>
          </button>
          <button type="button" className="button" onClick={back}>
            {t('ui.missing.back')} <kbd>{t('ui.escape')}</kbd>
          </button>
        </>
      }
    >
      <p>{t('ui.missing.empty', { count: fields.length })}</p>
      <ul data-missing>
        {fields.map((field) => (
          <li key={field}>{caption(field)}</li>
        ))}
      </ul>
    </Dialog>
  );
}
