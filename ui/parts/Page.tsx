// A page with its title: above it, in the window's name, and what stands beside and below it.
import type { ReactNode } from 'react';
import { useWindowTitle } from './useWindowTitle.ts';

interface Props {
  title: string;
  /// Buttons beside the title.
  beside?: ReactNode;
  /// Parts below each other, with room between them.
  stacked?: boolean;
  /// Dialogs, which stand outside of what is scrolled.
  above?: ReactNode;
  children: ReactNode;
}

export function Page({ title, beside, stacked, above, children }: Props) {
  useWindowTitle(title);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{title}</h1>
        {beside}
      </div>
      <div className={stacked ? 'page-scroll stack' : 'page-scroll'} data-area="form">
        {children}
      </div>
      {above}
    </div>
  );
}
