// What stands under a list: its sums, which come after its rows. No business word in here.
import type { ReactNode } from 'react';
import styles from './TotalsBar.module.css';

export function TotalsBar({ label, done, children }: { label: string; done: boolean; children: ReactNode }) {
  return (
    <footer className={styles.totals} data-done={done || undefined} role="status" aria-label={label}>
      {children}
    </footer>
  );
}
