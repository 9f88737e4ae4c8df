// Counting: how many of each note and coin, or one sum; what it comes to and what differs follow while one types.
import { useState } from 'react';
import { TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { show_money } from '../../parts/format.ts';
import { MoneyField } from '../../parts/MoreFields.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useAtTill } from './MoveDialogs.tsx';
import { difference_of, is_count, sum_of, type Till } from './requests.ts';
import styles from './Till.module.css';

interface Props {
  till: Till;
  pieces: readonly string[];
  on_close: () => void;
}

export function CountDialog({ till, pieces, on_close }: Props) {
  const t = useText();
  const language = useLanguage();
  const { act, refusal } = useAtTill(on_close);
  const [counts, set_counts] = useState<Readonly<Record<string, string>>>({});
  const [typed_sum, set_sum] = useState('');
  const [remark, set_remark] = useState('');
  const by_piece = pieces.length > 0;
  const counted = by_piece ? sum_of(counts) : typed_sum;
  const difference = difference_of(counted || '0', till.cash);
  const coins = pieces.flatMap((value) => (Number(counts[value]) ? [{ value, count: Number(counts[value]) }] : []));
  const body = { moves: till.moves, remark, ...(coins.length ? { coins } : { counted: counted || '0' }) };
  const said = (done: Till) => t('ui.till.closed', { difference: show_money(done.difference ?? '0', language) });
  const words =
    Number(difference) === 0 ? t('ui.till.fits') : t('ui.till.differs', { amount: show_money(difference, language) });
  return (
    <FormDialog
      title={t('ui.till.count')}
      go={t('ui.till.count')}
      {...{ refusal, on_close }}
      on_send={() => act(`/tills/${till.id}/closing`, body, said, false)}
    >
      {by_piece ? (
        <div className={styles.pieces}>
          {pieces.map((value, place) => (
            <TextField
              key={value}
              name={`piece-${value}`}
              label={show_money(value, language)}
              value={counts[value] ?? ''}
              on_type={(count) => is_count(count) && set_counts((old) => ({ ...old, [value]: count.trim() }))}
              max_length={5}
              autofocus={place === 0}
            />
          ))}
        </div>
      ) : (
        <MoneyField
          name="counted"
          label={t('ui.till.counted')}
          value={typed_sum}
          on_type={set_sum}
          language={language}
        />
      )}
      <p aria-live="polite" data-counted={counted} data-difference={difference}>
        {t('ui.till.sum', { amount: show_money(counted || '0', language) })} ·{' '}
        <span className={Number(difference) === 0 ? 'chip ok' : 'chip warn'}>{words}</span>
      </p>
      <TextField
        name="remark"
        label={t('ui.till.remark')}
        hint={t('ui.till.remark_hint')}
        value={remark}
        on_type={set_remark}
        max_length={500}
      />
    </FormDialog>
  );
}
