// Whether the shapes the screens speak in hold what the program sends: the compiler compares them with the types made
// of openapi.json (`npm run api`). A line here that does not compile is a screen that would meet something it does not
// know.
import type { components } from '../compiled/openapi.ts';
import type * as shown from './types.ts';

type Sent = components['schemas'];
type Holds<Shown, Program extends Shown> = [Shown, Program];

export type Agreement = [
  Holds<shown.SearchHit, Sent['SearchHit']>,
  Holds<shown.ChangeEvent, Sent['ChangeEvent']>,
  Holds<Omit<shown.Job, 'result'>, Sent['Job']>, // what a job found is its own affair
  Holds<shown.Import, Sent['Import']>,
  Holds<shown.User, Sent['User']>,
  Holds<shown.Role, Sent['Role']>,
  Holds<shown.Session, Sent['Session']>,
  Holds<shown.Problem, Sent['Problem']>,
  Holds<shown.Choices, Sent['Choices']>,
  Holds<shown.FieldDeclaration, Sent['Field']>,
];
