// A text message to the mobile number of one customer, with how many parts it takes.
import { useRef, useState } from 'react';
import { new_key, Refusal, send } from '../../api/client.ts';
import type { CustomerRecord } from '../../api/types.ts';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { most_sms_parts, sms_length } from '../../parts/sms_length.ts';
import { useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';

export function TextMessage({
  record,
  name,
  on_close,
}: {
  record: CustomerRecord;
  name: string;
  on_close: () => void;
}) {
  const t = useText();
  const [text, set_text] = useState('');
  const [failed, set_failed] = useState<unknown>();
  const once = useRef(new_key());
  const length = sms_length(text);
  const go = async () => {
    try {
      await send('POST', `/customers/${record.id}/text-message`, { body: { text }, once: once.current });
      show_toast({ text: t('ui.sms.sent', { to: String(record.phone_mobile ?? '') }), tone: 'ok' });
      on_close();
    } catch (reason) {
      if (reason instanceof Refusal) once.current = new_key();
      set_failed(reason);
    }
  };
  return (
    <FormDialog
      title={t('ui.sms.title', { name })}
      on_close={on_close}
      go={text.trim() && length.parts <= most_sms_parts ? t('ui.sms.go') : undefined}
      on_send={go}
      refusal={failed ? words_of(failed, t) : undefined}
    >
      <p className="quiet">{String(record.phone_mobile ?? '')}</p>
      <label>
        {t('ui.sms.text')}
        <textarea
          data-field="text"
          autoFocus
          rows={5}
          maxLength={2000}
          value={text}
          onChange={(event) => set_text(event.target.value)}
        />
      </label>
      <p className="quiet" role="status" data-parts={length.parts}>
        {t('ui.sms.length', { parts: length.parts, left: length.left })}
        {length.is_unicode ? ` ${t('ui.sms.unicode')}` : ''}
      </p>
    </FormDialog>
  );
}
