// Above the list: which events, which report type, and the button that makes it.
import type { RefObject } from 'react';
import { ToolButton } from '../../parts/ToolButton.tsx';
import { useText } from '../../shell/language.tsx';
import { EventFilterBox, useEventCount } from './EventFilterBox.tsx';
import { report_types, type EventFilter, type ReportType } from './filter.ts';
import styles from './CustomerReport.module.css';

interface Props {
  page: RefObject<HTMLDivElement | null>;
  filter: EventFilter;
  type: ReportType;
  on_filter: (filter: EventFilter) => void;
  on_type: (type: ReportType) => void;
  on_make: () => void;
  making: boolean;
  on_stop: () => void;
  /// The list on the screen was made from another choice.
  outdated: boolean;
}

export function ReportQuestion(props: Props) {
  const t = useText();
  const count = useEventCount(props.filter);
  return (
    <div className={styles.head} ref={props.page}>
      <EventFilterBox filter={props.filter} change={props.on_filter} />
      <TypeChoice type={props.type} on_type={props.on_type} />
      <div className="row">
        <ToolButton text={t('ui.report.make')} action="generate" primary on_press={props.on_make} />
        {props.making ? (
          <>
            <span role="status" className="quiet">
              {t('ui.report.making', { count: count ?? 0 })}
            </span>
            <ToolButton text={t('ui.cancel')} on_press={props.on_stop} />
          </>
        ) : null}
        {props.outdated && !props.making ? <span className="chip warn">{t('ui.report.changed')}</span> : null}
      </div>
    </div>
  );
}

function TypeChoice({ type, on_type }: { type: ReportType; on_type: (type: ReportType) => void }) {
  const t = useText();
  return (
    <fieldset className={styles.types}>
      <legend className="hidden">{t('ui.report.type')}</legend>
      {report_types.map((one) => (
        <label key={one} className={styles.type} title={t(`ui.report.type.${one}.help`)}>
          <input type="radio" name="report-type" checked={one === type} onChange={() => on_type(one)} />
          <span>{t(`ui.report.type.${one}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
