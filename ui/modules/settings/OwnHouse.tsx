// What the house is called, and its logo; the lines of its letterhead follow below as parameters. Each is saved when it is
// left or chosen.
import { useMemo, useRef, useState } from 'react';
import { address } from '../../api/client.ts';
import type { FieldDeclaration } from '../../api/types.ts';
import { Conflicts } from '../../forms/Conflicts.tsx';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { words_of } from '../../shell/words_of.ts';
import { as_uploaded } from './logo.ts';
import { get_house, keep_logo, remove_logo, rename_house, useOwnHouse, useSettled, type House } from './requests.ts';
import { house_turns } from './turns.ts';
import { useSetting } from './useSetting.ts';
import styles from './Settings.module.css';

export function OwnHouse() {
  const { data } = useOwnHouse();
  if (!data) return null;
  return (
    <>
      <Name house={data} />
      <Logo house={data} />
    </>
  );
}

const declared: readonly FieldDeclaration[] = [{ name: 'name', kind: 'text' }];
const written = ({ version, name, change_event }: House & { change_event?: number }) => ({
  saved: { version, name },
  event: change_event,
});

function Name({ house }: { house: House }) {
  const t = useText();
  const may = useMay();
  const stored = useMemo(() => ({ version: house.version, name: house.name }), [house.version, house.name]);
  const { draft, save } = useSetting({
    list: 'house',
    mark: 'name',
    stored,
    fields: declared,
    change: (values, version) =>
      house_turns.take(version, async (newest) => written(await rename_house(newest, values.name ?? ''))),
    load: async () => written(await get_house()).saved,
    said: t('ui.settings.saved', { name: t('ui.settings.house.name') }),
  });
  return (
    <div className={styles.parameter}>
      <Conflicts draft={draft} fields={declared} caption={() => t('ui.settings.house.name')} on_done={save} />
      <label className={styles.house_name}>
        {t('ui.settings.house.name')}
        <input
          type="text"
          data-field="house_name"
          aria-describedby="house_name-effect"
          maxLength={120}
          value={draft.text('name')}
          readOnly={!may('parameters.manage')}
          onChange={(event) => draft.type('name', event.target.value)}
          onBlur={save}
          onKeyDown={(event) => event.key === 'Enter' && save()}
        />
      </label>
      <p id="house_name-effect" className={styles.effect}>
        {t('ui.settings.house.name.effect')}
      </p>
    </div>
  );
}

/// The next who changes the house takes its version.
const with_saved = (house: House & { change_event?: number }) => ({ ...house, saved: house });

function Logo({ house }: { house: House }) {
  const t = useText();
  const may = useMay();
  const settled = useSettled();
  const [refusal, set_refusal] = useState<string>();
  const chosen = useRef<HTMLInputElement>(null);
  const locked = !may('parameters.manage');
  const take = async (file: File | undefined) => {
    if (!file) return;
    set_refusal(undefined);
    try {
      const picture = await as_uploaded(file);
      const kept = await house_turns.take(house.version, async () => with_saved(await keep_logo(picture)));
      await settled(async () => kept, t('ui.settings.saved', { name: t('ui.settings.house.logo') }));
    } catch (reason) {
      set_refusal(words_of(reason, t));
    }
    if (chosen.current) chosen.current.value = '';
  };
  return (
    <div className={styles.parameter}>
      <label className={styles.house_name}>
        {t('ui.settings.house.logo')}
        <input
          ref={chosen}
          type="file"
          data-field="house_logo"
          aria-describedby="house_logo-effect"
          accept=".png,.jpg,.jpeg,.svg,image/png,image/jpeg,image/svg+xml"
          disabled={locked}
          onChange={(event) => void take(event.target.files?.[0])}
        />
      </label>
      {refusal ? (
        <p role="alert" className="problem">
          {refusal}
        </p>
      ) : null}
      {house.logo ? (
        <img
          className={styles.logo}
          src={address('/house/logo', { v: house.logo.id })}
          alt={t('ui.settings.house.logo_of', { name: house.name })}
        />
      ) : null}
      <p id="house_logo-effect" className={styles.effect}>
        {t('ui.settings.house.logo.effect')}
      </p>
      {house.logo && !locked ? (
        <button
          type="button"
          className="button quiet"
          data-field="remove_logo"
          onClick={() =>
            void settled(
              () => house_turns.take(house.version, async (newest) => with_saved(await remove_logo(newest))),
              t('ui.settings.removed', { name: t('ui.settings.house.logo') }),
            )
          }
        >
          {t('ui.settings.house.no_logo')}
        </button>
      ) : null}
    </div>
  );
}
