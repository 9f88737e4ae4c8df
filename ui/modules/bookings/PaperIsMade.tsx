// A paper is there: Enter opens it, to be printed.
import { useEffect, useRef } from 'react';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useText } from '../../shell/language.tsx';
import { paper_address, type PaperMade } from './requests.ts';

export function PaperIsMade({ made, on_close }: { made: PaperMade; on_close: () => void }) {
  const t = useText();
  const open = useRef<HTMLAnchorElement>(null);
  useEffect(() => open.current?.focus(), []);
  const { document, booking } = made;
  const word = t(`ui.document.${document.kind as 'invoice'}`);
  return (
    <FormDialog
      title={word}
      on_close={on_close}
      on_send={() => undefined}
      more={
        <a
          ref={open}
          className="button primary"
          href={paper_address(booking.number, document.position)}
          target="_blank"
          rel="noreferrer"
          data-made={document.number ?? ''}
        >
          {t('ui.paper.open')}
        </a>
      }
    >
      <p role="status">{t('ui.paper.made', { paper: word, number: document.number ?? '' })}</p>
    </FormDialog>
  );
}
