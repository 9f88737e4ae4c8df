// Charts that stand beside the table they are made from: months of two years, and bars one below the other, also as a
// tree. They are drawn for looking; whoever cannot see them reads the table.
import { show_money, show_number } from './format.ts';
import { axis_end, share_of } from './chart.ts';
import styles from './Chart.module.css';

export interface Year {
  name: string;
  /// Twelve amounts.
  months: readonly number[];
}

const height = 160,
  top = 14,
  left = 48,
  month_width = 36,
  bar_width = 13;

function Column({
  value,
  end,
  at,
  style,
  hint,
}: {
  value: number;
  end: number;
  at: number;
  style?: string;
  hint: string;
}) {
  const tall = share_of(value, end) * (height - top);
  return (
    <rect className={style} x={at} y={height - tall} width={bar_width} height={tall}>
      <title>{hint}</title>
    </rect>
  );
}

/// The months of the year before and of the year that is asked for, side by side; `nothing` where there is none to draw.
export function MonthsChart({
  caption,
  years,
  language,
  nothing,
}: {
  caption: string;
  years: readonly Year[];
  language: string;
  nothing: string;
}) {
  const amounts = years.flatMap(({ months }) => months);
  if (amounts.every((amount) => amount === 0))
    return (
      <figure className={styles.chart} data-chart="nothing">
        <figcaption>{caption}</figcaption>
        <p className="quiet">{nothing}</p>
      </figure>
    );
  const end = axis_end(amounts);
  const style = (place: number) => (place === years.length - 1 ? styles.now : styles.before);
  const month = (place: number) =>
    new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' }).format(Date.UTC(2000, place, 15));
  return (
    <figure className={styles.chart} data-chart="months">
      <figcaption>{caption}</figcaption>
      <div className={styles.legend} aria-hidden="true">
        {years.map(({ name }, place) => (
          <span key={name}>
            <i className={style(place)} />
            {name}
          </span>
        ))}
      </div>
      <svg viewBox={`0 0 ${left + 12 * month_width} ${height + 18}`} aria-hidden="true">
        {[0, 0.5, 1].map((part) => (
          <text key={part} x={left - 6} y={height - part * (height - top) + 4} textAnchor="end">
            {show_number(Math.round(end * part), language)}
          </text>
        ))}
        <line className={styles.axis} x1={left} x2={left + 12 * month_width} y1={height} y2={height} />
        {years.map(({ name, months }, place) =>
          months.map((value, index) => (
            <Column
              key={`${name}-${index}`}
              {...{ value, end }}
              at={left + index * month_width + 4 + place * (bar_width + 1)}
              style={style(place)}
              hint={`${month(index)} ${name}: ${show_money(value, language)}`}
            />
          )),
        )}
        {Array.from({ length: 12 }, (_, index) => (
          <text key={index} x={left + index * month_width + month_width / 2} y={height + 14} textAnchor="middle">
            {month(index)}
          </text>
        ))}
      </svg>
    </figure>
  );
}

export interface Bar {
  key: string;
  name: string;
  value: number;
  /// How deep in a tree.
  level?: number;
}

/// One bar below the other, as long as what it stands for.
export function BarsChart({ caption, bars, language }: { caption: string; bars: readonly Bar[]; language: string }) {
  const most = Math.max(...bars.map(({ value }) => Math.abs(value)), 0);
  return (
    <figure className={styles.chart} data-chart="bars">
      <figcaption>{caption}</figcaption>
      <table className={styles.bars} aria-hidden="true">
        <tbody>
          {bars.map(({ key, name, value, level }) => (
            <tr key={key}>
              <th title={name} style={level ? { paddingLeft: `${level}em` } : undefined}>
                {name}
              </th>
              <td className={styles.length}>
                <i
                  className={value < 0 ? styles.minus : styles.now}
                  style={{ width: `${100 * share_of(value, most)}%` }}
                />
              </td>
              <td className={styles.figure}>{show_money(value, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

export interface Segment {
  key: string;
  name: string;
  value: number;
  /// How bad it is, from 0 to 4.
  weight: 0 | 1 | 2 | 3 | 4;
}

/// One bar of parts that make a whole, with what each of them is and how much.
export function WholeChart({
  caption,
  segments,
  language,
}: {
  caption: string;
  segments: readonly Segment[];
  language: string;
}) {
  const whole = segments.reduce((sum, { value }) => sum + Math.max(value, 0), 0);
  const weights = [styles.weight0, styles.weight1, styles.weight2, styles.weight3, styles.weight4];
  return (
    <figure className={styles.whole} data-chart="whole">
      <figcaption className="hidden">{caption}</figcaption>
      <div className={styles.parts} aria-hidden="true">
        {segments.map(({ key, value, weight }) => (
          <i key={key} className={weights[weight]} style={{ width: `${100 * share_of(Math.max(value, 0), whole)}%` }} />
        ))}
      </div>
      <div className={styles.legend}>
        {segments.map(({ key, name, value, weight }) => (
          <span key={key}>
            <i className={weights[weight]} aria-hidden="true" />
            {name} <b>{show_money(value, language)}</b>
          </span>
        ))}
      </div>
    </figure>
  );
}
