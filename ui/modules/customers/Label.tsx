// The label of a customer as PDF, as large as the label is: its format is chosen, the address shown as it will be printed.
import { Dialog } from '../../parts/Dialog.tsx';
import { useText } from '../../shell/language.tsx';
import { label_address, PaperChoice, useKeptChoice } from './papers.tsx';
import { PrintAddress } from './PrintAddress.tsx';

export function Label({ customer, name, on_close }: { customer: number; name: string; on_close: () => void }) {
  const t = useText();
  const [format, choose] = useKeptChoice('label_format');
  const open = () => {
    window.open(label_address(customer, format), '_blank', 'noopener');
    on_close();
  };
  return (
    <Dialog
      title={t('ui.letter.label_of', { name })}
      on_close={on_close}
      actions={
        <>
          <button type="submit" form="label" className="button primary">
            {t('ui.letter.open')} <kbd>{t('ui.enter')}</kbd>
          </button>
          <button type="button" className="button" onClick={on_close}>
            {t('ui.cancel')}
          </button>
        </>
      }
    >
      <form
        id="label"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          open();
        }}
        onKeyDown={(event) => {
          // A choice has no Enter of its own that would send the form.
          if (event.key === 'Enter' && event.target instanceof HTMLSelectElement) open();
        }}
      >
        <PrintAddress customer={customer} />
        <PaperChoice paper="label_format" chosen={format} choose={choose} autofocus />
      </form>
    </Dialog>
  );
}
