// What a sale has beside seats: a promotion with its code, and articles. A goes to the articles, Enter takes one; P to the
// promotions.
import { useRef, useState } from 'react';
import { show_money } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import type { Offers } from './requests.ts';
import type { useSale } from './useCounter.ts';
import styles from './Counter.module.css';

interface Props {
  sale: ReturnType<typeof useSale>;
  offers: Offers | undefined;
  event: number | undefined;
}

export function Extras({ sale, offers, event }: Props) {
  const t = useText();
  const language = useLanguage();
  const articles = useRef<HTMLSelectElement>(null);
  const promotions = useRef<HTMLSelectElement>(null);
  const [article, set_article] = useState(0);
  useKeys({ counter_article: () => articles.current?.focus(), counter_promotion: () => promotions.current?.focus() });
  const offered = offers?.articles ?? [];
  const running = offers?.promotions ?? [];
  const chosen = offered.find((one) => one.id === article) ?? offered[0];
  const asks_code = running.find((one) => one.id === sale.extras.promotion)?.asks_code;
  const add = () => chosen && sale.add_article(chosen, chosen.of_event ? event : undefined);
  const left = (count: number | null) => (count === null ? '' : ` (${t('ui.counter.left', { count })})`);
  return (
    <div className={styles.ends}>
      {running.length ? (
        <select
          ref={promotions}
          aria-label={t('ui.counter.promotion')}
          data-field="promotion"
          value={sale.extras.promotion ?? ''}
          onChange={(change) => sale.set_promotion(Number(change.target.value) || null)}
        >
          <option value="">{t('ui.counter.no_promotion')}</option>
          {running.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name + left(one.left)}
            </option>
          ))}
        </select>
      ) : null}
      {asks_code ? (
        <input
          aria-label={t('ui.counter.code')}
          placeholder={t('ui.counter.code')}
          data-field="promotion_code"
          value={sale.extras.code}
          onChange={(change) => sale.set_code(change.target.value)}
        />
      ) : null}
      {offered.length ? (
        <>
          <select
            ref={articles}
            aria-label={t('ui.counter.article')}
            data-field="article"
            value={chosen?.id ?? ''}
            onChange={(change) => set_article(Number(change.target.value))}
            onKeyDown={(key) => {
              if (key.key !== 'Enter') return;
              key.preventDefault();
              add();
            }}
          >
            {offered.map((one) => (
              <option key={one.id} value={one.id} disabled={one.left === 0}>
                {`${one.name} ${show_money(one.unit_price, language)}${left(one.left)}`}
              </option>
            ))}
          </select>
          <button type="button" className="button" aria-label={t('ui.counter.add_article')} onClick={add}>
            +
          </button>
        </>
      ) : null}
    </div>
  );
}
