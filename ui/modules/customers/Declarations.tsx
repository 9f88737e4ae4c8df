// What the customer said to each permission, with all declarations behind it, and a new one as it is said at the desk or
// on the telephone: the latest by its own moment holds, nothing is overwritten.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get, new_key, send } from '../../api/client.ts';
import { useTold } from '../../forms/told.ts';
import { LayerComes } from '../../parts/Arriving.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { show_date, show_instant } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay, useSession } from '../../shell/session.tsx';
import { words_of } from '../../shell/words_of.ts';
import { proposed_version, useWordings, type Wording, type WordingVersions } from '../settings/wordings.ts';
import { lists_key } from './lists.ts';
import styles from './Purchases.module.css';

const states = ['given', 'withdrawn', 'none'] as const;
type State = (typeof states)[number];
interface Declaration {
  permission: string;
  state: State;
  channel: string | null;
  at: string | null;
  source: string | null;
  proof: string | null;
  wording_version: string | null;
}
interface Permissions {
  permissions: string[];
  wordings: WordingVersions[];
}
interface Noted {
  outcome: 'first' | 'holds' | 'older' | 'known';
  holds: Declaration;
  change_event: number;
}

/// A day as it is, an instant as the clock of the house shows it.
const show_moment = (at: string, language: string, zone?: string) =>
  at.includes('T') ? show_instant(at, language, zone) : show_date(at, language);

const key_of = (customer: number) => ['declarations', customer];

export function Declarations({ customer }: { customer: number }) {
  const t = useText();
  const may = useMay();
  const [asking, ask] = useState(false);
  const { data } = useQuery({
    queryKey: key_of(customer),
    queryFn: ({ signal }) =>
      get<{ declarations: Declaration[] }>(`/customers/${customer}/declarations`, undefined, signal),
  });
  if (!data) return null;
  const names = [...new Set(data.declarations.map((one) => one.permission))].sort();
  return (
    <section aria-labelledby="permissions">
      <h2 id="permissions">{t('ui.purchases.permissions')}</h2>
      {names.length ? null : <p className="quiet">{t('ui.declarations.none')}</p>}
      <ul className={styles.permissions}>
        {names.map((name) => (
          <Ledger key={name} name={name} said={data.declarations.filter((one) => one.permission === name)} />
        ))}
      </ul>
      {may('customers.change') ? (
        <button type="button" className="button" onClick={() => ask(true)}>
          {t('ui.declarations.declare')} …
        </button>
      ) : null}
      {asking ? <Declare customer={customer} on_close={() => ask(false)} /> : null}
    </section>
  );
}

/// Newest first; the first one holds.
function Ledger({ name, said }: { name: string; said: readonly Declaration[] }) {
  const [now, ...before] = said;
  if (!now) return null;
  return (
    <li data-permission={name}>
      {before.length ? (
        <details>
          <summary>
            {name}: <Words said={now} />
          </summary>
          <ul>
            {before.map((one, place) => (
              <li key={place} className="quiet">
                <Words said={one} />
              </li>
            ))}
          </ul>
        </details>
      ) : (
        <>
          {name}: <Words said={now} />
        </>
      )}
    </li>
  );
}

function Words({ said }: { said: Declaration }) {
  const t = useText();
  const language = useLanguage();
  const { house } = useSession();
  const wording = said.wording_version ? t('ui.declarations.wording', { version: said.wording_version }) : '';
  const more = [
    ...[said.at ? show_moment(said.at, language, house?.time_zone) : '', said.channel, said.source],
    ...[said.proof, wording],
  ];
  return (
    <>
      <strong>{t(`ui.purchases.permission.${said.state}`)}</strong> <span>{more.filter(Boolean).join(' · ')}</span>
    </>
  );
}

/// No version at all, where one could be chosen.
const unknown = '-';

interface WordingChoiceProps {
  wordings: readonly Wording[];
  versions: readonly string[];
  version: string;
  choose: (version: string) => void;
}

/// Which words he said it to, and the words themselves, in the language of whoever reads where there are any in it.
function WordingChoice({ wordings, versions, version, choose }: WordingChoiceProps) {
  const t = useText();
  const language = useLanguage();
  const of_version = wordings.filter((one) => one.wording_version === version);
  const shown = of_version.find((one) => one.language === language) ?? of_version[0];
  return (
    <>
      <label className={styles.entry}>
        <span>{t('ui.declarations.wording_version')}</span>
        <select value={version || unknown} onChange={(event) => choose(event.target.value)}>
          {versions.map((one) => (
            <option key={one}>{one}</option>
          ))}
          <option value={unknown}>{t('ui.declarations.no_version')}</option>
        </select>
      </label>
      {shown ? (
        <blockquote lang={shown.language} className="quiet" data-wording={version}>
          {shown.wording}
        </blockquote>
      ) : null}
    </>
  );
}

/// Writes it down once, however often the button is pressed.
function useNoting(customer: number, on_close: () => void) {
  const t = useText();
  const told = useTold([key_of(customer), lists_key(customer), ['history', String(customer)]]);
  const [once] = useState(new_key);
  const [refusal, refuse] = useState<string>();
  const note = async (said: { permission: string } & Record<string, string>) => {
    const body = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''));
    try {
      const noted = (await send<Noted>('POST', `/customers/${customer}/declarations`, { body, once })).data;
      told(noted.change_event || undefined, t(`ui.declarations.${noted.outcome}`, { name: said.permission }), {
        tone: noted.outcome === 'older' ? 'warn' : undefined,
      });
      on_close();
    } catch (reason) {
      refuse(words_of(reason, t));
    }
  };
  return { note, refusal };
}

function Declare({ customer, on_close }: { customer: number; on_close: () => void }) {
  const t = useText();
  const { note, refusal } = useNoting(customer, on_close);
  const [said, say] = useState({
    ...{ permission: '', state: 'given', channel: '', at: '' },
    ...{ source: '', proof: '', wording_version: '' },
  });
  const { data } = useQuery({
    queryKey: ['permissions'],
    staleTime: 0,
    queryFn: ({ signal }) => get<Permissions>('/permissions', undefined, signal),
  });
  const permission = said.permission || (data?.permissions[0] ?? '');
  const wordings = useWordings(permission);
  if (!data) return <LayerComes />;
  const known = data.wordings.find((one) => one.permission === permission);
  const versions = known?.versions ?? [];
  const version = proposed_version(said, known);
  const sent = { ...said, permission, wording_version: version === unknown ? '' : version };
  const entry = (name: 'at' | 'channel' | 'source' | 'proof' | 'wording_version', hint?: string) => (
    <label className={styles.entry}>
      <span>{t(`ui.declarations.${name}`)}</span>
      <input value={said[name]} placeholder={hint} onChange={(event) => say({ ...said, [name]: event.target.value })} />
    </label>
  );
  const can = data.permissions.length > 0;
  return (
    <FormDialog
      title={t('ui.declarations.declare')}
      on_close={on_close}
      go={can ? t('ui.declarations.note') : undefined}
      on_send={() => void note(sent)}
      refusal={refusal}
    >
      {can ? null : <p>{t('ui.declarations.no_permissions')}</p>}
      <label className={styles.entry}>
        <span>{t('ui.declarations.permission')}</span>
        <select
          data-autofocus
          value={permission}
          onChange={(event) => say({ ...said, permission: event.target.value, wording_version: '' })}
        >
          {data.permissions.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label className={styles.entry}>
        <span>{t('ui.declarations.state')}</span>
        <select value={said.state} onChange={(event) => say({ ...said, state: event.target.value })}>
          {states.map((state) => (
            <option key={state} value={state}>
              {t(`ui.purchases.permission.${state}`)}
            </option>
          ))}
        </select>
      </label>
      {entry('at', t('ui.declarations.now'))}
      {entry('channel')}
      {entry('source')}
      {entry('proof')}
      {versions.length ? (
        <WordingChoice {...{ wordings, versions, version }} choose={(one) => say({ ...said, wording_version: one })} />
      ) : (
        entry('wording_version')
      )}
    </FormDialog>
  );
}
