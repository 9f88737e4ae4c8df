// What the house is called, and its logo; the lines of its letterhead follow below as parameters. Each is saved when it is
// left or chosen.
import { useRef, useState } from 'react';
import { address } from '../../api/client.ts';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { words_of } from '../../shell/words_of.ts';
import { as_uploaded } from './logo.ts';
import { keep_logo, remove_logo, rename_house, useOwnHouse, useSettled, type House } from './requests.ts';
import styles from './Settings.module.css';

export function OwnHouse() {
  const { data } = useOwnHouse();
  if (!data) return null;
  return (
    <>
      <Name key={data.version} house={data} />
      <Logo house={data} />
    </>
  );
}

function Name({ house }: { house: House }) {
  const t = useText();
  const may = useMay();
  const settled = useSettled();
  const [name, set_name] = useState(house.name);
  const leave = () => {
    if (name.trim() !== house.name)
      void settled(() => rename_house(house.version, name.trim()), t('ui.settings.saved', { name: name.trim() }));
  };
  return (
    <div className={styles.parameter}>
      <label className={styles.house_name}>
        {t('ui.settings.house.name')}
        <input
          type="text"
          data-field="house_name"
          aria-describedby="house_name-effect"
          maxLength={120}
          value={name}
          readOnly={!may('parameters.manage')}
          onChange={(event) => set_name(event.target.value)}
          onBlur={leave}
          onKeyDown={(event) => event.key === 'Enter' && leave()}
        />
      </label>
      <p id="house_name-effect" className={styles.effect}>
        {t('ui.settings.house.name.effect')}
      </p>
    </div>
  );
}

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
      const kept = await keep_logo(await as_uploaded(file));
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
              () => remove_logo(house.version),
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
