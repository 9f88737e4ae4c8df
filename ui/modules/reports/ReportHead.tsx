// Above the list: which events, which report type, and the buttons.
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { ColumnTools, ToolButton } from '../../parts/ToolButton.tsx';
import { EventFilterBox, useEventCount } from './EventFilterBox.tsx';
import { is_seat_type, report_types, type EventFilter, type ReportType } from './filter.ts';
import styles from './CustomerReport.module.css';

export type Layer = 'columns' | 'export' | 'go_to';

interface Props {
  filter: EventFilter;
  type: ReportType;
  on_filter: (filter: EventFilter) => void;
  on_type: (type: ReportType) => void;
  on_make: () => void;
  making: boolean;
  on_stop: () => void;
  /// The list on the screen was made from another choice.
  outdated: boolean;
  made_type?: string;
  hidden: number;
  on_layer: (layer: Layer) => void;
  on_print: (order: 'name' | 'seat') => void;
}

export function ReportHead(props: Props) {
  const t = useText();
  const count = useEventCount(props.filter);
  return (
    <div className={styles.head}>
      <h1>{t('ui.place.report_customers')}</h1>
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
        <span className="grow" />
        {props.made_type ? <MadeTools {...props} made_type={props.made_type} /> : null}
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

function MadeTools({ made_type, hidden, on_layer, on_print }: Props & { made_type: string }) {
  const t = useText();
  const may = useMay();
  return (
    <>
      <ColumnTools hidden={hidden} on_press={() => on_layer('columns')} />
      {is_seat_type(made_type) && may('reports.print') ? (
        <>
          <ToolButton text={t('ui.report.print_name')} icon="print" action="print" on_press={() => on_print('name')} />
          <ToolButton text={t('ui.report.print_seat')} icon="print" on_press={() => on_print('seat')} />
        </>
      ) : null}
      {may('reports.export') ? (
        <ToolButton text={t('ui.export')} icon="download" action="export" on_press={() => on_layer('export')} />
      ) : null}
    </>
  );
}
