// A selection as it is edited and as it is kept: the document (selections.md 1) and the tree the builder shows. What this
// part does not know stays as it was read, in its place, and is written again. Pure.

export type Json = null | boolean | number | string | readonly Json[] | Members;
export interface Members {
  readonly [name: string]: Json;
}
export type Join = 'all' | 'any';
export type Act = 'take' | 'keep' | 'remove' | 'add';

/// One criterion. `where` is what rows or linked customers must fulfil.
export interface Line {
  id: number;
  /// How often "not" stands before it.
  nots: number;
  criterion: Json;
  where?: Group;
}
export interface Group {
  id: number;
  nots: number;
  join: Join;
  children: readonly Node[];
  /// The outermost: with a single child it is written as that child.
  bare?: boolean;
}
export type Node = Line | Group;
export interface PotLine {
  id: number;
  act: Act;
  group: Group;
  rest: Members;
}
export interface Selection {
  root: Group;
  pot?: readonly PotLine[];
  /// Every other member of the document.
  rest: Members;
}

let last_id = 0;
export const new_id = () => ++last_id;

export const is_group = (node: Node): node is Group => 'children' in node;
export const is_members = (json: Json | undefined): json is Members =>
  typeof json === 'object' && json !== null && !Array.isArray(json);
export const members_of = (json: Json | undefined): Members => (is_members(json) ? json : {});
export const without = (members: Members, ...names: string[]): Members =>
  Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));

export const new_line = (criterion: Json = {}): Line => ({ id: new_id(), nots: 0, criterion });
export const new_group = (children: readonly Node[] = [], join: Join = 'all'): Group => ({
  id: new_id(),
  nots: 0,
  join,
  children,
});
export const new_root = (children: readonly Node[] = []): Group => ({ ...new_group(children), bare: true });
export const new_selection = (): Selection => ({ root: new_root(), rest: {} });

const only = (json: Json, name: string) => is_members(json) && Object.keys(json).length === 1 && name in json;
/// Criteria whose `where` is a group of its own.
const nested = ['list', 'link', 'linked_by'];

function read_line(criterion: Json): Line {
  const has_group = is_members(criterion) && nested.some((name) => name in criterion) && is_members(criterion.where);
  if (!has_group) return new_line(criterion);
  return { ...new_line(without(criterion, 'where')), where: read_root(criterion.where!) };
}

function read_node(json: Json): Node {
  let nots = 0;
  let inner = json;
  while (only(inner, 'not') && is_members((inner as Members).not)) {
    inner = (inner as Members).not!;
    nots += 1;
  }
  for (const join of ['all', 'any'] as const) {
    const children = only(inner, join) ? (inner as Members)[join] : undefined;
    if (Array.isArray(children)) return { ...new_group(children.map(read_node), join), nots };
  }
  return { ...read_line(inner), nots };
}

function read_root(json: Json): Group {
  const node = read_node(json);
  return is_group(node) ? node : new_root([node]);
}

const acts: readonly string[] = ['take', 'keep', 'remove', 'add'];
const is_pot_line = (json: Json): json is Members =>
  is_members(json) && acts.includes(String(json.do)) && (json.where === undefined || is_members(json.where));

function read_pot(json: Json | undefined): readonly PotLine[] | undefined {
  if (!Array.isArray(json) || !json.every(is_pot_line)) return undefined;
  return json.map((line: Members) => ({
    id: new_id(),
    act: line.do as Act,
    group: line.where === undefined ? new_root() : read_root(line.where),
    rest: without(line, 'do', 'where'),
  }));
}

export function read_document(json: Json): Selection {
  const document = members_of(json);
  const pot = read_pot(document.pot);
  const root = is_members(document.where) ? read_root(document.where) : new_root();
  const taken = [...(is_members(document.where) ? ['where'] : []), ...(pot ? ['pot'] : [])];
  return { root, ...(pot ? { pot } : {}), rest: without(document, ...taken) };
}

/// Which nodes are written: all but lines nobody has filled in, or those that can be asked.
export type Keeps = (node: Node) => boolean;
const is_blank = (line: Line) => is_members(line.criterion) && Object.keys(line.criterion).length === 0;
export const filled: Keeps = (node) => is_group(node) || !is_blank(node);

const negated = (json: Json, nots: number): Json => (nots > 0 ? negated({ not: json }, nots - 1) : json);

function write_line(line: Line, keeps: Keeps): Json {
  const where = line.where ? write_root(line.where, keeps) : undefined;
  return where === undefined ? line.criterion : { ...members_of(line.criterion), where };
}

const write_group = (group: Group, keeps: Keeps): Json => ({
  [group.join]: group.children.filter(keeps).map((child) => write_node(child, keeps)),
});

export const write_node = (node: Node, keeps: Keeps = filled): Json =>
  negated(is_group(node) ? write_group(node, keeps) : write_line(node, keeps), node.nots);

/// Whether the outermost group is written as its only child.
export const is_written_bare = (group: Group, keeps: Keeps) =>
  Boolean(group.bare) && group.nots === 0 && group.children.filter(keeps).length === 1;

/// Undefined: nothing narrows it.
export function write_root(group: Group, keeps: Keeps = filled): Json | undefined {
  const children = group.children.filter(keeps);
  if (!children.length && group.nots === 0 && (group.join === 'all' || group.bare)) return undefined;
  return is_written_bare(group, keeps) ? write_node(children[0]!, keeps) : write_node(group, keeps);
}

function write_pot_line(line: PotLine, keeps: Keeps): Members {
  const where = write_root(line.group, keeps);
  return { do: line.act, ...(where === undefined ? {} : { where }), ...line.rest };
}

/// A line of the pot that says nothing is no line yet.
export const pot_keeps = (line: PotLine, keeps: Keeps) =>
  write_root(line.group, keeps) !== undefined || !line.group.children.length;

export function write_document({ root, pot, rest }: Selection, keeps: Keeps = filled): Members {
  const where = write_root(root, keeps);
  return {
    ...rest,
    ...(where === undefined ? {} : { where }),
    ...(pot ? { pot: pot.filter((line) => pot_keeps(line, keeps)).map((line) => write_pot_line(line, keeps)) } : {}),
  };
}

/// A document as it stood in an address or in the memory of this tab; what cannot be read is none.
export function parse_document(text: string | null | undefined): Selection | undefined {
  try {
    const json = JSON.parse(text ?? '') as Json;
    return is_members(json) ? read_document(json) : undefined;
  } catch {
    return undefined;
  }
}
