// An e-mail to one customer (J-083): his address stands in the field and can be changed (J-091).
import { useRef, useState } from 'react';
import { new_key, Refusal, send } from '../../api/client.ts';
import type { CustomerRecord } from '../../api/types.ts';
import { TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';

export function Mail({ record, name, on_close }: { record: CustomerRecord; name: string; on_close: () => void }) {
  const t = useText();
  const [to, set_to] = useState(String(record.email ?? ''));
  const [subject, set_subject] = useState('');
  const [text, set_text] = useState('');
  const [failed, set_failed] = useState<unknown>();
  const once = useRef(new_key());
  const go = async () => {
    try {
      await send('POST', `/customers/${record.id}/mail`, { body: { to, subject, text }, once: once.current });
      show_toast({ text: t('ui.mail.sent', { to }), tone: 'ok' });
      on_close();
    } catch (reason) {
      set_failed(reason);
    }
  };
  const problems = failed instanceof Refusal ? (failed.problem.issues ?? []) : [];
  const problem_of = (field: string) => problems.find((one) => one.field === field)?.message;
  return (
    <FormDialog
      wide
      title={t('ui.mail.title', { name })}
      on_close={on_close}
      go={to.trim() && subject.trim() && text.trim() ? t('ui.mail.go') : undefined}
      on_send={go}
      refusal={failed ? words_of(failed, t) : undefined}
    >
      <TextField name="to" type="email" label={t('ui.mail.to')} value={to} required on_type={set_to} />
      <TextField
        name="subject"
        label={t('ui.mail.subject')}
        value={subject}
        required
        autofocus
        max_length={200}
        problem={problem_of('subject')}
        on_type={set_subject}
      />
      <label>
        {t('ui.mail.text')}
        <textarea data-field="text" rows={9} value={text} onChange={(event) => set_text(event.target.value)} />
      </label>
    </FormDialog>
  );
}
