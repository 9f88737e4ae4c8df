// Labels of the customer at the counter, and what they say to whoever serves him; it can be put away until he is chosen
// again.
import { useState } from 'react';
import { Icon } from '../../parts/icons.tsx';
import { useText } from '../../shell/language.tsx';
import { LabelMark } from '../../shell/LabelMark.tsx';
import { useLabelsOf } from '../../shell/labels.ts';
import styles from './Counter.module.css';

export function BuyerLabels({ customer }: { customer: number }) {
  const t = useText();
  const [away, put_away] = useState(false);
  const labels = useLabelsOf(customer);
  const notices = labels.filter((one) => one.notice && !one.has_expired);
  return (
    <>
      {labels.length ? (
        <p className={styles.labels}>
          {labels.map((one) => (
            <LabelMark key={one.label} look={one} />
          ))}
        </p>
      ) : null}
      {notices.length && !away ? (
        <div role="alert" className={styles.notice} data-label-notices>
          <Icon name="warn" />
          <ul>
            {notices.map(({ label, notice }) => (
              <li key={label}>
                {label}: {notice}
              </li>
            ))}
          </ul>
          <button type="button" className="button quiet" aria-label={t('ui.close')} onClick={() => put_away(true)}>
            <Icon name="close" />
          </button>
        </div>
      ) : null}
    </>
  );
}
