// The label of a customer as PDF, as large as the label is: its format is chosen, the address shown as it will be
// printed.
import { FormDialog } from '../../parts/FormDialog.tsx';
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
    <FormDialog title={t('ui.letter.label_of', { name })} on_close={on_close} go={t('ui.letter.open')} on_send={open}>
      <PrintAddress customer={customer} />
      <PaperChoice paper="label_format" chosen={format} choose={choose} autofocus />
    </FormDialog>
  );
}
