// The user's own: language, theme, typing habits, key overview, sign out.
import { useState } from 'react';
import { Icon } from '../parts/icons.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';
import { useText } from './language.tsx';
import { OwnPassword } from './OwnPassword.tsx';
import { Panel } from './Panel.tsx';
import { useHasModule } from './places.ts';
import { useMay, useSession, useSettings, useSignOut } from './session.tsx';
import { apply_theme, type Theme } from './theme.ts';

export function UserPanel({ on_overview }: { on_overview: () => void }) {
  const t = useText();
  const { user } = useSession();
  const { settings, change } = useSettings();
  const sign_out = useSignOut();
  const [asks_password, set_asks_password] = useState(false);
  const themes: Theme[] = ['light', 'dark', 'system'];
  return (
    <Panel
      label={t('ui.user_menu', { name: user?.display_name ?? '' })}
      title={user?.display_name ?? ''}
      button={<Icon name="user" size={20} />}
    >
      <LanguageChoice on_change={(language) => change({ language })} />
      <div role="radiogroup" aria-label={t('ui.theme')} className="row">
        {themes.map((theme) => (
          <label key={theme} className="row">
            <input
              type="radio"
              name="theme"
              checked={settings.theme === theme}
              onChange={() => {
                apply_theme(theme);
                change({ theme });
              }}
            />
            {t(`ui.theme.${theme}`)}
          </label>
        ))}
      </div>
      <label className="row">
        <input
          type="checkbox"
          checked={settings.enter_moves_on}
          onChange={(event) => change({ enter_moves_on: event.target.checked })}
        />
        {t('ui.enter_moves_on')}
      </label>
      <label className="row">
        <input
          type="checkbox"
          checked={settings.letters_on}
          onChange={(event) => change({ letters_on: event.target.checked })}
        />
        {t('ui.letters_on')}
      </label>
      <Extension />
      {asks_password ? <OwnPassword on_done={() => set_asks_password(false)} /> : null}
      <div className="row">
        {asks_password ? null : (
          <button type="button" className="button" onClick={() => set_asks_password(true)}>
            <Icon name="key" />
            {t('ui.password.change')}
          </button>
        )}
        <button type="button" className="button" onClick={on_overview}>
          <Icon name="help" />
          {t('ui.key.overview')} <kbd>Shift+F1</kbd>
        </button>
        <button type="button" className="button" onClick={() => void sign_out()}>
          {t('ui.sign_out')}
        </button>
      </div>
    </Panel>
  );
}

/// Where calls ring that show on this user's screen; kept when the field is left.
function Extension() {
  const t = useText();
  const may = useMay();
  const has_telephony = useHasModule('telephony');
  const { settings, change, loaded } = useSettings();
  if (!loaded || !may('calls.take') || !has_telephony) return null;
  const kept = String(settings.extension ?? '');
  return (
    <label className="stack">
      {t('ui.extension')}
      <input
        data-extension
        defaultValue={kept}
        maxLength={60}
        onBlur={(event) => {
          const typed = event.target.value.trim();
          if (typed !== kept) change({ extension: typed });
        }}
      />
    </label>
  );
}
