// Pasting the two lines at the foot of a passport: read by the server with its check digits, shown before they are
// taken.
import { useEffect, useRef, useState } from 'react';
import { Dialog } from '../../parts/Dialog.tsx';
import { show_date } from '../../parts/format.ts';
import { fold } from '../../parts/fold.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { looks_whole, read_zone, type Zone } from './zone.ts';

interface Props {
  text: string;
  /// Whose passport it should be.
  owner: string;
  on_read: (zone: Zone) => void;
  on_close: () => void;
}

export function PassportReader({ text, owner, on_read, on_close }: Props) {
  const t = useText();
  const [typed, type] = useState(text);
  const [zone, set_zone] = useState<Zone>();
  const [problem, set_problem] = useState('');
  const take = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    set_zone(undefined);
    set_problem('');
    if (!looks_whole(typed)) return;
    const stop = new AbortController();
    read_zone(typed, stop.signal).then(
      (found) => {
        set_zone(found);
        window.setTimeout(() => take.current?.focus(), 0);
      },
      (reason: unknown) => stop.signal.aborted || set_problem(words_of(reason, t)),
    );
    return () => stop.abort();
  }, [typed, t]);
  return (
    <Dialog
      title={t('ui.passport.read')}
      on_close={on_close}
      actions={
        <>
          <button ref={take} type="button" className="button primary" disabled={!zone} onClick={() => on_read(zone!)}>
            {t('ui.apply')}
          </button>
          <button type="button" className="button" onClick={on_close}>
            {t('ui.cancel')}
          </button>
        </>
      }
    >
      <label>
        {t('ui.passport.zone')}
        <textarea
          data-autofocus
          data-field="zone"
          rows={3}
          spellCheck={false}
          value={typed}
          style={undefined}
          placeholder={'P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<\nSPECI20142NLD6503101F2401151999999990<<<<<82'}
          aria-describedby="zone-problem"
          onChange={(event) => type(event.target.value)}
        />
      </label>
      <div id="zone-problem" role="status">
        {problem ? (
          <p className="danger">{problem}</p>
        ) : zone ? (
          <Found zone={zone} owner={owner} />
        ) : (
          <p className="quiet">{t('ui.passport.zone_help')}</p>
        )}
      </div>
    </Dialog>
  );
}

function Found({ zone, owner }: { zone: Zone; owner: string }) {
  const t = useText();
  const language = useLanguage();
  const name = [zone.first_name, zone.name].filter(Boolean).join(' ');
  const parts = fold(name).split(/[\s-]+/);
  const same = fold(owner)
    .split(/[\s-]+/)
    .some((part) => part.length > 1 && parts.includes(part));
  const day = (value: string | undefined) => (value ? show_date(value, language) : '');
  return (
    <>
      <p>
        <b>{name}</b> · {zone.number} · {zone.nationality} · {t('ui.passport.until', { day: day(zone.valid_until) })}
        {zone.birth_date ? ` · * ${day(zone.birth_date)}` : ''}
      </p>
      {same || !owner ? null : <p className="chip warn">{t('ui.passport.other_name', { name: owner })}</p>}
    </>
  );
}
