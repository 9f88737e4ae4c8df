// What can be done with the lines and groups of a selection. Pure: a selection in, a selection out; what changes nothing
// gives the same object back.
import {
  is_group,
  new_group,
  new_id,
  type Act,
  type Group,
  type Line,
  type Node,
  new_root,
  type PotLine,
  type Selection,
} from './document.ts';

export type Way = 'up' | 'down' | 'in' | 'out';

/// Every group from within, those of rows and linked customers too.
function walk(group: Group, change: (group: Group) => Group): Group {
  const children = group.children.map((child): Node => {
    if (is_group(child)) return walk(child, change);
    return child.where ? { ...child, where: walk(child.where, change) } : child;
  });
  return change({ ...group, children });
}

const change_groups = (selection: Selection, change: (group: Group) => Group): Selection => ({
  ...selection,
  root: walk(selection.root, change),
  ...(selection.pot ? { pot: selection.pot.map((line) => ({ ...line, group: walk(line.group, change) })) } : {}),
});

export function change_line(selection: Selection, id: number, change: (line: Line) => Line): Selection {
  return change_groups(selection, (group) => ({
    ...group,
    children: group.children.map((child) => (child.id === id && !is_group(child) ? change(child) : child)),
  }));
}

export function change_group(selection: Selection, id: number, change: (group: Group) => Group): Selection {
  return change_groups(selection, (group) => (group.id === id ? change(group) : group));
}

/// "Not" before a line or group, or no longer.
export function turn(selection: Selection, id: number): Selection {
  const turned = <Some extends Node>(node: Some): Some => ({ ...node, nots: node.nots ? node.nots - 1 : 1 });
  return change_line(change_group(selection, id, turned), id, turned);
}

export function insert(selection: Selection, group: number, at: number, node: Node): Selection {
  return change_group(selection, group, (one) => ({ ...one, children: one.children.toSpliced(at, 0, node) }));
}

export interface Place {
  group: Group;
  index: number;
  node: Node;
  /// From the outermost group of the same matter to `group`.
  chain: readonly Group[];
}

function find_in(group: Group, id: number, above: readonly Group[]): Place | undefined {
  const chain = [...above, group];
  for (const [index, node] of group.children.entries()) {
    if (node.id === id) return { group, index, node, chain };
    // Rows and linked customers are another matter: nothing moves out of them.
    const inner = is_group(node) ? find_in(node, id, chain) : node.where ? find_in(node.where, id, []) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

const tops = ({ root, pot }: Selection): readonly Group[] => (pot ? pot.map((line) => line.group) : [root]);

export function place_of(selection: Selection, id: number): Place | undefined {
  for (const group of tops(selection)) {
    const found = find_in(group, id, []);
    if (found) return found;
  }
  return undefined;
}

/// Groups that nothing stands in any more go too: an empty "any" would let nobody in.
function take_out(selection: Selection, { chain, node }: Place): Selection {
  const emptied = new Set([node.id]);
  for (const group of chain.slice(1).toReversed()) {
    if (!group.children.every((child) => emptied.has(child.id))) break;
    emptied.add(group.id);
  }
  return change_groups(selection, (group) => ({
    ...group,
    children: group.children.filter((child) => !emptied.has(child.id)),
  }));
}

export function remove(selection: Selection, id: number): Selection {
  const place = place_of(selection, id);
  return place ? take_out(selection, place) : selection;
}

export type Side = 'before' | 'after' | 'inside';

const holds = (node: Node, id: number): boolean =>
  node.id === id || (is_group(node) && node.children.some((child) => holds(child, id)));

/// Where a node may be let go: beside another of the same matter, or at the end of a group.
export function move_to(selection: Selection, id: number, target: number, side: Side): Selection {
  const from = place_of(selection, id);
  if (!from || holds(from.node, target)) return selection;
  const top = from.chain[0]!;
  const to = place_of(selection, target);
  if (!(to ? to.chain[0]!.id === top.id : top.id === target)) return selection;
  const put_in = side === 'inside' ? target : to?.group.id;
  if (put_in === undefined) return selection;
  // Put first and taken away after, so that no group is lost for being empty in between.
  const moved: Node = { ...from.node, id: new_id() };
  const group = side === 'inside' ? undefined : to!.group;
  const at = group ? to!.index + (side === 'after' ? 1 : 0) : Infinity;
  const put = insert(selection, put_in, at, moved);
  return renamed(remove(put, id), moved.id, id);
}

/// A node that moved is the same node.
const renamed = (selection: Selection, from: number, to: number): Selection =>
  change_groups(selection, (group) => ({
    ...group,
    children: group.children.map((child) => (child.id === from ? { ...child, id: to } : child)),
  }));

export function move(selection: Selection, id: number, way: Way): Selection {
  const place = place_of(selection, id);
  if (!place) return selection;
  const { group, index, chain } = place;
  const [before, after] = [group.children[index - 1], group.children[index + 1]];
  const is_inner = chain.length > 1;
  if (way === 'up' && before) return move_to(selection, id, before.id, 'before');
  if (way === 'down' && after) return move_to(selection, id, after.id, 'after');
  if (way === 'up' && is_inner) return move_to(selection, id, group.id, 'before');
  if ((way === 'down' || way === 'out') && is_inner) return move_to(selection, id, group.id, 'after');
  if (way !== 'in') return selection;
  if (before && is_group(before)) return move_to(selection, id, before.id, 'inside');
  if (after && is_group(after))
    return after.children[0]
      ? move_to(selection, id, after.children[0].id, 'before')
      : move_to(selection, id, after.id, 'inside');
  return selection;
}

/// A group around it, joined the other way: that is why one makes a group.
export function wrap(selection: Selection, id: number): Selection {
  return change_groups(selection, (group) => ({
    ...group,
    children: group.children.map((child) =>
      child.id === id ? new_group([child], group.join === 'all' ? 'any' : 'all') : child,
    ),
  }));
}

/// What stood in a group stands where the group was.
export function dissolve(selection: Selection, id: number): Selection {
  const node = place_of(selection, id)?.node;
  if (!node || !is_group(node) || node.nots) return selection;
  return change_groups(selection, (group) => ({
    ...group,
    children: group.children.flatMap((child) => (child.id === id ? node.children : [child])),
  }));
}

/// Lines and groups as one reads them.
export function in_order(selection: Selection): readonly Node[] {
  const within = (group: Group): readonly Node[] =>
    group.children.flatMap((child) => [
      child,
      ...(is_group(child) ? within(child) : child.where ? within(child.where) : []),
    ]);
  return tops(selection).flatMap(within);
}

const change_pot = (selection: Selection, change: (pot: readonly PotLine[]) => readonly PotLine[]): Selection => ({
  ...selection,
  pot: change(selection.pot ?? []),
});

export const add_pot_line = (selection: Selection, at: number, act: Act, node?: Node): Selection =>
  change_pot(selection, (pot) =>
    pot.toSpliced(at, 0, { id: new_id(), act, group: new_root(node ? [node] : []), rest: {} }),
  );

export const set_act = (selection: Selection, id: number, act: Act): Selection =>
  change_pot(selection, (pot) => pot.map((line) => (line.id === id ? { ...line, act } : line)));

export const remove_pot_line = (selection: Selection, id: number): Selection =>
  change_pot(selection, (pot) => pot.filter((line) => line.id !== id));

export function move_pot_line(selection: Selection, id: number, step: 1 | -1): Selection {
  const pot = selection.pot ?? [];
  const from = pot.findIndex((line) => line.id === id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= pot.length) return selection;
  return change_pot(selection, () => pot.toSpliced(from, 1).toSpliced(to, 0, pot[from]!));
}
