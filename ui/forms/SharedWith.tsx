// Roles that something of one's own is shared with, for whoever may share.
import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import { useText, useWord } from '../shell/language.tsx';
import { useMay } from '../shell/session.tsx';

function useRoleNames(may_share: boolean): readonly { id: number; name: string }[] {
  const { data } = useQuery({
    queryKey: ['role-names'],
    enabled: may_share,
    queryFn: ({ signal }) => get<{ roles: { id: number; name: string }[] }>('/role-names', undefined, signal),
  });
  return data?.roles ?? [];
}

interface Props {
  /// To share.
  right: string;
  roles: readonly number[];
  change: (roles: number[]) => void;
}

export function SharedWith({ right, roles, change }: Props) {
  const t = useText();
  const word = useWord();
  const may = useMay();
  const all = useRoleNames(may(right));
  if (!all.length) return null;
  return (
    <fieldset>
      <legend>{t('ui.shared_with')}</legend>
      {all.map(({ id, name }) => (
        <label key={id} className="row">
          <input
            type="checkbox"
            checked={roles.includes(id)}
            onChange={(event) => change(event.target.checked ? [...roles, id] : roles.filter((one) => one !== id))}
          />
          {word(`role.${name}`, name)}
        </label>
      ))}
    </fieldset>
  );
}
