// Users and what their roles allow. The last administrator cannot be taken away; the server refuses and says so.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { get, Refusal, send } from '../../api/client.ts';
import type { Role, User } from '../../api/types.ts';
import { Conflicts } from '../../forms/Conflicts.tsx';
import { Draft, type Values } from '../../forms/draft.ts';
import { refusal_of, save_draft, written_of, type Stored, type Written } from '../../forms/saving.ts';
import { useTold } from '../../forms/told.ts';
import { useDraftVersion } from '../../forms/useDraft.ts';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { Icon } from '../../parts/icons.tsx';
import { Page } from '../../parts/Page.tsx';
import { TableHead } from '../../parts/TableHead.tsx';
import { language_names } from '../../shell/LanguageChoice.tsx';
import { useText, useWord } from '../../shell/language.tsx';
import { show_toast } from '../../shell/toasts.ts';
import styles from './Users.module.css';

const words_of = (reason: unknown, lost: string) =>
  reason instanceof Refusal
    ? [reason.message, ...(reason.problem.issues ?? []).map((issue) => issue.message)].join(' ')
    : lost;

export function useRoles() {
  return useQuery({
    queryKey: ['roles'],
    queryFn: async ({ signal }) => await get<{ roles: Role[]; permissions?: string[] }>('/roles', undefined, signal),
  });
}

export function Users() {
  const t = useText();
  const word = useWord();
  const users = useQuery({
    queryKey: ['users'],
    queryFn: async ({ signal }) => (await get<{ users: User[] }>('/users', undefined, signal)).users,
  });
  const roles = useRoles().data?.roles ?? [];
  const [open, set_open] = useState<User | 'new'>();
  if (users.error && !users.data) throw users.error;
  const role_name = (name: string) => word(`role.${name}`, name);
  return (
    <Page
      title={t('ui.place.users')}
      beside={
        <>
          <span className="grow" />
          <button type="button" className="button primary" data-first onClick={() => set_open('new')}>
            <Icon name="plus" />
            {t('ui.users.new')}
          </button>
        </>
      }
      above={
        <>
          {open ? (
            <UserDialog
              user={open === 'new' ? undefined : open}
              roles={roles}
              role_name={role_name}
              on_close={() => set_open(undefined)}
            />
          ) : null}
        </>
      }
    >
      <table className={`plain ${styles.users}`}>
        <caption className="hidden">{t('ui.place.users')}</caption>
        <TableHead
          heads={[t('ui.user_name'), t('ui.display_name'), t('ui.users.roles'), t('ui.language'), t('ui.users.state')]}
          deeds
        />
        <tbody>
          {(users.data ?? []).map((user) => (
            <tr key={user.id}>
              <th scope="row">{user.name}</th>
              <td>{user.display_name}</td>
              <td>{user.roles.map(role_name).join(', ')}</td>
              <td>{language_names[user.language ?? ''] ?? user.language}</td>
              <td>
                <span className={`chip ${user.active === false ? 'warn' : 'ok'}`}>
                  {user.active === false ? t('ui.users.locked') : t('ui.users.active')}
                </span>
              </td>
              <td>
                <button
                  type="button"
                  className="button"
                  aria-label={`${t('ui.change_it')}: ${user.name}`}
                  onClick={() => set_open(user)}
                >
                  {t('ui.change_it')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Roles roles={roles} role_name={role_name} />
    </Page>
  );
}

interface DialogProps {
  user?: User;
  roles: readonly Role[];
  role_name: (name: string) => string;
  on_close: () => void;
}

interface Entry extends Values {
  name: string;
  display_name: string;
  password: string;
  language: string;
  roles: string[];
  active: boolean;
}
const fresh: Entry = { name: '', display_name: '', password: '', language: 'de', roles: [], active: true };

/// Fields of a user, as far as saving has to know them.
const fields = ['name', 'display_name', 'password', 'language', 'roles', 'active'].map((name) => ({
  name,
  kind: name === 'roles' ? 'text_list' : name === 'active' ? 'yes_no' : 'text',
}));

async function change_user(id: number, values: Values, version: number): Promise<Written> {
  const { data, version: now } = await send<Stored & { change_event?: number }>('PATCH', `/users/${id}`, {
    body: values,
    version,
  });
  return written_of(data, now);
}

/// What is entered about a user, new or stored, and how it is saved.
function useUserEntry(user: User | undefined, on_close: () => void) {
  const t = useText();
  const told = useTold([['users']]);
  const [draft] = useState(() => new Draft(user ? { ...fresh, ...(user as unknown as Values) } : fresh));
  useDraftVersion(draft);
  const put = (part: Partial<Entry>) =>
    Object.entries(part).forEach(([name, value]) => draft.type(name, value ?? null));
  const create = async (once: string) => {
    const { active: _active, ...values } = { ...fresh, ...draft.changes() };
    const { data } = await send<Stored>('POST', '/users', { body: values, once });
    return written_of(data, undefined);
  };
  const change = (values: Values, version: number) => change_user(user!.id, values, version);
  const save = async () => {
    const outcome = await save_draft(draft, { fields, always: !user, ...(user ? { change } : { create }) }, t);
    if (typeof outcome !== 'string') told(outcome.event, t('ui.saved'));
    if (typeof outcome !== 'string' || outcome === 'unchanged') on_close();
  };
  return { draft, entry: draft.whole() as Entry, put, refusal: refusal_of(draft) || undefined, save };
}

interface RoleBoxesProps {
  roles: readonly Role[];
  role_name: (name: string) => string;
  chosen: readonly string[];
  choose: (roles: string[]) => void;
}

function RoleBoxes({ roles, role_name, chosen, choose }: RoleBoxesProps) {
  const t = useText();
  return (
    <fieldset className={styles.roles}>
      <legend>{t('ui.users.roles')}</legend>
      {roles.map(({ id, name }) => (
        <label key={id} className="row">
          <input
            type="checkbox"
            checked={chosen.includes(name)}
            onChange={(event) =>
              choose(event.target.checked ? [...chosen, name] : chosen.filter((one) => one !== name))
            }
          />
          {role_name(name)}
        </label>
      ))}
    </fieldset>
  );
}

function UserDialog({ user, roles, role_name, on_close }: DialogProps) {
  const t = useText();
  const { draft, entry, put, refusal, save } = useUserEntry(user, on_close);
  return (
    <FormDialog
      title={user ? user.name : t('ui.users.new')}
      on_close={on_close}
      go={t('ui.save')}
      on_send={save}
      refusal={refusal}
    >
      <Conflicts draft={draft} fields={fields} record="user" on_done={() => void save()} />
      {user ? null : (
        <label>
          {t('ui.user_name')}
          <input
            data-autofocus
            required
            autoComplete="off"
            value={entry.name}
            onChange={(event) => put({ name: event.target.value })}
          />
        </label>
      )}
      <label>
        {t('ui.display_name')}
        <input
          data-autofocus={user ? true : undefined}
          required
          autoComplete="off"
          value={entry.display_name}
          onChange={(event) => put({ display_name: event.target.value })}
        />
      </label>
      <label>
        {user ? t('ui.users.new_password') : t('ui.password')}
        <input
          type="password"
          required={!user}
          autoComplete="new-password"
          value={entry.password}
          onChange={(event) => put({ password: event.target.value })}
        />
      </label>
      <label>
        {t('ui.language')}
        <select value={entry.language} onChange={(event) => put({ language: event.target.value })}>
          {Object.entries(language_names).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <RoleBoxes roles={roles} role_name={role_name} chosen={entry.roles} choose={(chosen) => put({ roles: chosen })} />
      {user ? (
        <label className="row">
          <input type="checkbox" checked={entry.active} onChange={(event) => put({ active: event.target.checked })} />
          {t('ui.users.may_sign_in')}
        </label>
      ) : null}
    </FormDialog>
  );
}

function Roles({ roles, role_name }: { roles: readonly Role[]; role_name: (name: string) => string }) {
  const t = useText();
  const word = useWord();
  const queries = useQueryClient();
  const all = useRoles().data?.permissions;
  const permissions = [...new Set([...(all ?? []), ...roles.flatMap((role) => role.permissions)])]
    .filter((one) => one !== '*')
    .sort();
  const change = async (role: Role, permission: string, given: boolean) => {
    const next = given ? [...role.permissions, permission] : role.permissions.filter((one) => one !== permission);
    try {
      await send('PUT', `/roles/${role.id}`, { body: { name: role.name, permissions: next }, version: role.version });
    } catch (reason) {
      show_toast({ text: words_of(reason, t('ui.unreachable')), tone: 'danger' });
    }
    void queries.invalidateQueries({ queryKey: ['roles'] });
  };
  if (!roles.length) return null;
  return (
    <section aria-labelledby="roles" className={styles.matrix}>
      <h2 id="roles">{t('ui.users.matrix')}</h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('ui.users.right')}</th>
            {roles.map((role) => (
              <th scope="col" key={role.id}>
                {role_name(role.name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {permissions.map((permission) => (
            <tr key={permission}>
              <th scope="row">{word(`permission.${permission}`, permission)}</th>
              {roles.map((role) => {
                const everything = role.permissions.includes('*');
                return (
                  <td key={role.id}>
                    {everything ? (
                      '✓'
                    ) : (
                      <input
                        type="checkbox"
                        className={styles.tick}
                        aria-label={`${role_name(role.name)}: ${word(`permission.${permission}`, permission)}`}
                        checked={role.permissions.includes(permission)}
                        onChange={(event) => void change(role, permission, event.target.checked)}
                      />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
