// A customer's rights to his data: the package for him, and his erasure with what it does, what must stay, what forbids it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { address, Refusal } from '../../api/client.ts';
import { Icon } from '../../parts/icons.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { TextField } from '../../parts/Field.tsx';
import { show_date } from '../../parts/format.ts';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { note_closed, note_return } from '../../shell/open_customers.ts';
import { useMay } from '../../shell/session.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import { Parts } from './Parts.tsx';
import { erase, preview_of, privacy_key, type Preview } from './requests.ts';

export function PrivacyScreen() {
  const { id } = useParams({ from: '/customers/$id/privacy' });
  const t = useText();
  const may = useMay();
  const navigate = useNavigate();
  const back = () => {
    note_return(id);
    void navigate({ to: '/customers/$id', params: { id } });
  };
  useWindowTitle(t('ui.privacy.title'));
  return (
    <div className="page" data-area="privacy">
      <div className="page-head">
        <h1>{t('ui.privacy.title')}</h1>
        <ToolButton text={t('ui.privacy.to_customer')} on_press={back} />
      </div>
      <div className="page-scroll stack">
        {may('privacy.export') ? <Package id={id} /> : null}
        {may('privacy.erase') ? <Erasing id={id} /> : null}
      </div>
    </div>
  );
}

function Package({ id }: { id: string }) {
  const t = useText();
  return (
    <section aria-label={t('ui.privacy.package')} className="stack">
      <h2>{t('ui.privacy.package')}</h2>
      <p>{t('ui.privacy.package_says')}</p>
      <p>
        <a className="button primary" href={address(`/customers/${id}/personal-data.zip`)} download data-package>
          <Icon name="download" />
          {t('ui.privacy.download')}
        </a>
      </p>
    </section>
  );
}

function Erasing({ id }: { id: string }) {
  const t = useText();
  const { data, error } = useQuery({
    queryKey: [...privacy_key, 'preview', id],
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) => preview_of(id, signal),
    retry: (count, reason) => !(reason instanceof Refusal) && count < 2,
  });
  return (
    <section aria-label={t('ui.privacy.erasing')} className="stack">
      <h2>{t('ui.privacy.erasing')}</h2>
      {error && !data ? <p role="alert">{words_of(error, t)}</p> : null}
      {data ? <Shown preview={data} /> : null}
    </section>
  );
}

function Shown({ preview }: { preview: Preview }) {
  const t = useText();
  const [asking, ask] = useState(false);
  return (
    <>
      <Obstacles preview={preview} />
      <Besides preview={preview} />
      <Parts parts={preview.parts} title={t('ui.privacy.what_happens')} />
      {preview.forbidden.length ? null : (
        <p>
          <button type="button" className="button danger" data-erase onClick={() => ask(true)}>
            {t('ui.privacy.erase')}
          </button>
        </p>
      )}
      {asking ? <Confirm preview={preview} on_close={() => ask(false)} /> : null}
    </>
  );
}

function Obstacles({ preview }: { preview: Preview }) {
  const t = useText();
  if (!preview.forbidden.length) return null;
  return (
    <div role="alert" data-forbidden>
      <p>{t('ui.privacy.forbidden')}</p>
      <ul>
        {preview.forbidden.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}

function Besides({ preview }: { preview: Preview }) {
  const t = useText();
  const language = useLanguage();
  const { kept_until, law } = preview;
  const counted = (['merged', 'links', 'mentions', 'bank_entries'] as const).filter((name) => preview[name] > 0);
  return (
    <ul>
      <li>{t(preview.row_goes ? 'ui.privacy.row_goes' : 'ui.privacy.row_stays')}</li>
      {kept_until ? (
        <li>{t('ui.privacy.kept_by_law', { date: show_date(kept_until, language), law: law ?? '' })}</li>
      ) : null}
      {counted.map((name) => (
        <li key={name}>{t(`ui.privacy.besides.${name}`, { count: preview[name] })}</li>
      ))}
      <li>{t('ui.privacy.no_way_back')}</li>
    </ul>
  );
}

/// His number is typed: a number read is a customer meant.
function Confirm({ preview, on_close }: { preview: Preview; on_close: () => void }) {
  const t = useText();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [typed, type] = useState('');
  const [suppress, set_suppress] = useState(true);
  const [refusal, refuse] = useState<string>();
  const go = async () => {
    if (!/^\d{1,9}$/.test(typed.trim())) return refuse(t('ui.privacy.type_number'));
    try {
      await erase(preview, Number(typed.trim()), suppress);
      note_closed(String(preview.customer.id));
      queries.removeQueries({ queryKey: ['customer', preview.customer.id] });
      await queries.invalidateQueries();
      show_toast({ text: t('ui.privacy.erased', { number: String(preview.customer.number) }), tone: 'warn' });
      void navigate({ to: '/erasures' });
    } catch (reason) {
      refuse(words_of(reason, t));
    }
  };
  const { name, number } = preview.customer;
  return (
    <FormDialog
      title={t('ui.privacy.erase_title', { name, number: String(number) })}
      go={t('ui.privacy.erase')}
      {...{ refusal, on_close }}
      on_send={go}
    >
      <p>{t('ui.privacy.no_way_back')}</p>
      <TextField
        name="number"
        label={t('ui.privacy.number')}
        value={typed}
        on_type={type}
        max_length={9}
        autofocus
        hint={t('ui.privacy.type_number')}
      />
      <label className="row">
        <input type="checkbox" checked={suppress} onChange={(event) => set_suppress(event.target.checked)} />
        <span>{t('ui.privacy.suppress')}</span>
      </label>
    </FormDialog>
  );
}
