// Deleting a customer only where nothing hangs on him; else what hangs is said and the blocks are offered (J-024,
// J-026).
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../../api/client.ts';
import { LayerComes } from '../../parts/Arriving.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useText, useWord } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { useCaption } from '../../forms/captions.ts';
import { blocks } from './placement.ts';
import type { LinksOfOthers } from './record.ts';

interface Erasable {
  deletable: boolean;
  linked?: readonly string[];
  hangs: readonly { what: string; count: number; text?: string }[];
}

interface Props {
  customer: number;
  name: string;
  /// `links`: what becomes of those of others to him, where there are any.
  remove: (links?: LinksOfOthers) => void;
  /// Sets these blocks and saves them.
  block: (flags: readonly string[], reason: string) => void;
  on_close: () => void;
}

export function Removal({ customer, name, remove, block, on_close }: Props) {
  const t = useText();
  const { data } = useQuery({
    queryKey: ['erasable', customer],
    staleTime: 0,
    gcTime: 0,
    retry: false,
    queryFn: ({ signal }) => get<Erasable>(`/customers/${customer}/erasable`, undefined, signal),
  });
  if (!data) return <LayerComes />;
  if (data.deletable && data.linked?.length) return <Linked {...{ name, remove, on_close }} linked={data.linked} />;
  if (data.deletable)
    return (
      <Dialog
        title={t('ui.remove.title', { name })}
        on_close={on_close}
        actions={
          <>
            <button type="button" className="button danger" data-autofocus onClick={() => remove()}>
              {t('ui.delete')}
            </button>
            <button type="button" className="button" onClick={on_close}>
              {t('ui.cancel')}
            </button>
          </>
        }
      >
        <p>{t('ui.remove.free')}</p>
      </Dialog>
    );
  return <Blocking {...{ name, block, on_close }} hangs={data.hangs} />;
}

/// Others point at him: who does, and what becomes of it.
function Linked({ name, linked, remove, on_close }: Omit<Props, 'customer' | 'block'> & { linked: readonly string[] }) {
  const t = useText();
  const [links, choose] = useState<LinksOfOthers>('clear');
  return (
    <FormDialog
      title={t('ui.remove.title', { name })}
      on_close={on_close}
      go={t('ui.delete')}
      on_send={() => remove(links)}
    >
      <p>{t('ui.remove.linked')}</p>
      <ul>
        {linked.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {(['clear', 'keep'] as const).map((one) => (
        <label key={one} className="row">
          <input
            type="radio"
            name="links"
            data-autofocus={one === 'clear' || undefined}
            checked={links === one}
            onChange={() => choose(one)}
          />
          <span>{t(`ui.remove.links.${one}`)}</span>
        </label>
      ))}
    </FormDialog>
  );
}

function Blocking({ name, hangs, block, on_close }: Omit<Props, 'customer' | 'remove'> & Pick<Erasable, 'hangs'>) {
  const t = useText();
  const word = useWord();
  const caption = useCaption();
  const may = useMay();
  const [chosen, choose] = useState<readonly string[]>([]);
  const [reason, set_reason] = useState('');
  const offered = blocks.filter((flag) => may(`customers.${flag}`));
  return (
    <Dialog
      title={t('ui.remove.title', { name })}
      on_close={on_close}
      actions={
        <>
          <button
            type="button"
            className="button primary"
            disabled={!chosen.length}
            onClick={() => block(chosen, reason)}
          >
            {t('ui.remove.block')}
          </button>
          <button type="button" className="button" onClick={on_close}>
            {t('ui.cancel')}
          </button>
        </>
      }
    >
      <p>{t('ui.remove.hangs')}</p>
      <ul>
        {hangs.map((one) => (
          <li key={one.what}>{one.text ?? `${word(`ui.hangs.${one.what}`, one.what)}: ${one.count}`}</li>
        ))}
      </ul>
      <p>{t('ui.remove.instead')}</p>
      {offered.map((flag, place) => (
        <label key={flag} className="row">
          <input
            type="checkbox"
            data-autofocus={place === 0 || undefined}
            checked={chosen.includes(flag)}
            onChange={(event) =>
              choose((old) => (event.target.checked ? [...old, flag] : old.filter((one) => one !== flag)))
            }
          />
          <span>
            {caption(flag)} <span className="quiet">{word(`ui.flag.${flag}`, '')}</span>
          </span>
        </label>
      ))}
      <label>
        {t('ui.block.reason')}
        <input value={reason} maxLength={200} onChange={(event) => set_reason(event.target.value)} />
      </label>
    </Dialog>
  );
}
