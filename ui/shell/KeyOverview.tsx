// Shift+F1: the keys that work on this screen, from the one registry.
import { useState } from 'react';
import { Dialog } from '../parts/Dialog.tsx';
import { bindings, type Binding, type Scope } from './keys.ts';
import { useText } from './language.tsx';
import { shown_key } from './shown_key.ts';
import styles from './KeyOverview.module.css';
import { live_actions } from './useKeys.ts';
import { useSettings } from './session.tsx';

const of_a_series: Record<string, readonly string[]> = { open_1: ['Alt+Shift+1–8'], take_1: ['1–5'] };
const keys_shown = (binding: Binding) => of_a_series[binding.action] ?? binding.keys;

const order: readonly Scope[] = [
  'duplicates',
  'form',
  'customer',
  'booking',
  'report',
  'counter',
  'till',
  'renewals',
  'selection',
  'list',
  'letters',
  'anywhere',
];

export function KeyOverview({ on_close }: { on_close: () => void }) {
  const t = useText();
  const { settings } = useSettings();
  const [live] = useState(live_actions);
  const has_list = document.querySelector('[role="grid"]') !== null;
  const has_marks = document.querySelector('[role="grid"][aria-multiselectable]') !== null;
  const shown = (binding: Binding) => {
    if (/mark/.test(binding.action)) return has_marks;
    if (binding.action === 'overview_letter') return false;
    if (/^(open|take)_[2-8]$/.test(binding.action)) return false;
    if (binding.scope === 'letters') return has_list && settings.letters_on;
    if (binding.scope === 'list' && binding.late) return has_list;
    return live.has(binding.action) || binding.action.startsWith('open_');
  };
  return (
    <Dialog title={t('ui.key.overview')} on_close={on_close} wide>
      {order.map((scope) => {
        const rows = bindings.filter((binding) => binding.scope === scope && shown(binding));
        if (!rows.length) return null;
        return (
          <section key={scope} aria-label={t(`ui.scope.${scope}`)}>
            <h3>{t(`ui.scope.${scope}`)}</h3>
            <table className={`plain ${styles.keys}`}>
              <tbody>
                {rows.map((binding) => (
                  <tr key={binding.action + binding.scope}>
                    <td>{t(binding.text)}</td>
                    <td>
                      <span className="row">
                        {keys_shown(binding).map((key) => (
                          <kbd key={key}>{shown_key(key, t)}</kbd>
                        ))}
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        );
      })}
      <p className="quiet">{t('ui.key.enter_note')}</p>
    </Dialog>
  );
}
