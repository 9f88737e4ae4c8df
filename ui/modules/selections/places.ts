// Which part of the document, and which part of an answer in the shape of the document, belongs to which line: answers
// count per line and refusals name one. Pure.
import {
  is_group,
  is_written_bare,
  members_of,
  pot_keeps,
  type Group,
  type Keeps,
  type Line,
  type Node,
  type Selection,
} from './document.ts';

/// Counts and explanations come as a tree of the document's shape.
export interface Answer {
  hits?: number | null;
  left?: number | null;
  result?: boolean;
  values?: Readonly<Record<string, unknown>> | null;
  children?: readonly Answer[];
}
export interface NodePlace {
  id: number;
  /// As refusals name it: "where.all[2]".
  path: string;
  /// The way through the children of an answer; undefined: answers do not go into rows.
  steps?: readonly number[];
}

interface At {
  path: string;
  steps?: readonly number[];
}

/// What linked customers must fulfil is counted too; what rows must fulfil is not.
const linked_steps = ({ criterion }: Line, steps: readonly number[] | undefined) =>
  'list' in members_of(criterion) ? undefined : steps && [...steps, 0];

function node_places(node: Node, at: At, keeps: Keeps): NodePlace[] {
  const inner = {
    path: at.path + '.not'.repeat(node.nots),
    steps: at.steps && [...at.steps, ...Array<number>(node.nots).fill(0)],
  };
  const below = is_group(node)
    ? child_places(node, inner, keeps)
    : node.where
      ? root_places(node.where, { path: `${inner.path}.where`, steps: linked_steps(node, inner.steps) }, keeps)
      : [];
  return [{ id: node.id, ...at }, ...below];
}

const child_places = (group: Group, { path, steps }: At, keeps: Keeps): NodePlace[] =>
  group.children
    .filter(keeps)
    .flatMap((child, place) =>
      node_places(child, { path: `${path}.${group.join}[${place}]`, steps: steps && [...steps, place] }, keeps),
    );

const root_places = (root: Group, at: At, keeps: Keeps): NodePlace[] =>
  is_written_bare(root, keeps)
    ? [{ id: root.id, ...at }, ...node_places(root.children.find(keeps)!, at, keeps)]
    : node_places(root, at, keeps);

/// Everything that is written, from the outside in.
export function places_of({ root, pot }: Selection, keeps: Keeps): readonly NodePlace[] {
  if (!pot) return root_places(root, { path: 'where', steps: [] }, keeps);
  return pot
    .filter((line) => pot_keeps(line, keeps))
    .flatMap((line, place) => [
      { id: line.id, path: `pot[${place}]`, steps: [place] },
      ...root_places(line.group, { path: `pot[${place}].where`, steps: [place] }, keeps),
    ]);
}

export function answer_at(answer: Answer | undefined, steps: readonly number[] | undefined): Answer | undefined {
  if (!steps) return undefined;
  return steps.reduce<Answer | undefined>((here, step) => here?.children?.[step], answer);
}

/// What an answer says of each node.
export function answers_of(places: readonly NodePlace[], answer: Answer | undefined): ReadonlyMap<number, Answer> {
  return new Map(
    places.flatMap(({ id, steps }) => {
      const here = answer_at(answer, steps);
      return here ? [[id, here] as const] : [];
    }),
  );
}

/// The innermost line or group that a refusal is about.
export function named_by(places: readonly NodePlace[], field: string): number | undefined {
  const path = field.replace(/^document\./, '');
  const holding = places.filter((place) => path === place.path || /^[.[]/.test(path.slice(place.path.length)));
  const fitting = holding.filter((place) => path.startsWith(place.path));
  return fitting.toSorted((a, b) => a.path.length - b.path.length).at(-1)?.id;
}
