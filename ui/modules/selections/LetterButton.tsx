// The same letter to everybody on the list; who must not get one is named by the letter's own dialog.
import { useContext, useState } from 'react';
import type { ReportRun } from '../../api/types.ts';
import { Arriving } from '../../parts/Arriving.tsx';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useText } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import { customers_of, LetterWriter, most_letters } from './letter_writer.ts';

export function LetterButton({ run }: { run: ReportRun }) {
  const t = useText();
  const Writer = useContext(LetterWriter);
  const [customers, write_to] = useState<readonly number[]>();
  const begin = async () => {
    try {
      const found = await customers_of(run);
      if (found?.length) write_to(found);
      else if (!found) show_toast({ text: t('ui.selections.too_many_letters', { most: most_letters }), tone: 'warn' });
    } catch (reason) {
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    }
  };
  return (
    <>
      <ToolButton text={t('ui.selections.letter')} icon="letter" on_press={() => void begin()} />
      {customers ? (
        <Arriving>
          <Writer customers={customers} on_close={() => write_to(undefined)} />
        </Arriving>
      ) : null}
    </>
  );
}
