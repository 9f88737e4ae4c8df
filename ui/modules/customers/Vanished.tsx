// Where a customer was: his page says that he is there no more, and where to look for the reason.
import { Link } from '@tanstack/react-router';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import type { CustomerRecord } from '../../api/types.ts';
import { useText } from '../../shell/language.tsx';
import { full_name } from '../../shell/SearchHitLine.tsx';
import { useMay } from '../../shell/session.tsx';

export function Vanished({ record }: { record?: CustomerRecord }) {
  const t = useText();
  const may = useMay();
  useWindowTitle(t('ui.customer.vanished'));
  return (
    <div className="page" data-vanished>
      <div className="page-head">
        <h1>{t('ui.customer.vanished')}</h1>
      </div>
      <div className="page-scroll">
        <p role="status">
          {record
            ? t('ui.customer.vanished_named', { name: full_name(record), number: String(record.number ?? '') })
            : t('ui.customer.vanished_why')}
        </p>
        <p className="row">
          <Link to="/search" className="button" data-first>
            {t('ui.customer.vanished_search')}
          </Link>
          {may('audit.read') ? (
            <Link to="/changes" className="button">
              {t('ui.customer.vanished_changes')}
            </Link>
          ) : null}
        </p>
      </div>
    </div>
  );
}
