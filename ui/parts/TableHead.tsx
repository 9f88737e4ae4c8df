// The heads above the columns of a plain table. What acts on a row stands last, under a head that is only heard.
import { useText } from '../shell/language.tsx';

interface Props {
  heads: readonly string[];
  /// Places of the columns that hold figures.
  numbers?: readonly number[];
  /// A last column holds buttons.
  deeds?: boolean;
}

export function TableHead({ heads, numbers = [], deeds }: Props) {
  const t = useText();
  return (
    <thead>
      <tr>
        {heads.map((head, at) => (
          <th key={head} scope="col" className={numbers.includes(at) ? 'number' : undefined}>
            {head}
          </th>
        ))}
        {deeds ? (
          <th scope="col">
            <span className="hidden">{t('ui.change_it')}</span>
          </th>
        ) : null}
      </tr>
    </thead>
  );
}
