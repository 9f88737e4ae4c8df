// Entries of one form before they are saved: what the record holds, what was typed over it, what the program proposed.
// Never overwrites what a person typed. Plain store without React and without network; fields listen one by one, so
// that a key press redraws one field only.
import type { FieldChange, Value } from '../api/types.ts';

export type Values = Record<string, Value>;

export function is_empty(value: Value | undefined): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

export function equal(a: Value | undefined, b: Value | undefined): boolean {
  if (is_empty(a) && is_empty(b)) return true;
  if (Array.isArray(a) || Array.isArray(b)) return JSON.stringify(a) === JSON.stringify(b);
  if (typeof a === 'boolean' || typeof b === 'boolean') return Boolean(a) === Boolean(b);
  return String(a ?? '') === String(b ?? '');
}

export interface Conflict {
  field: string;
  mine: Value;
  theirs: Value;
  before: Value;
  by?: string;
  at?: string;
}

export interface KeptDraft {
  edits: Record<string, { before: Value; after: Value }>;
  proposed: string[];
}

export class Draft {
  private base_: Values;
  private readonly edits = new Map<string, Value>();
  private readonly proposed = new Set<string>();
  private readonly problems = new Map<string, string>();
  private open_conflicts: readonly Conflict[] = [];
  private refusal_: string | undefined;
  private readonly listeners = new Map<string, Set<() => void>>();
  private revision = 0;

  constructor(base: Values = {}) {
    this.base_ = base;
  }

  get base(): Values {
    return this.base_;
  }

  value(name: string): Value {
    return this.edits.has(name) ? this.edits.get(name)! : (this.base_[name] ?? null);
  }

  text(name: string): string {
    const value = this.value(name);
    return Array.isArray(value) ? value.join('; ') : is_empty(value) ? '' : String(value);
  }

  /// A person entered this.
  type(name: string, value: Value) {
    this.proposed.delete(name);
    this.put(name, value);
  }

  /// The program proposes this; taken only where nobody typed something else.
  propose(name: string, value: Value): boolean {
    if (!this.may_propose(name)) return false;
    this.put(name, value);
    if (is_empty(value)) this.proposed.delete(name);
    else this.proposed.add(name);
    return true;
  }

  may_propose(name: string): boolean {
    return is_empty(this.value(name)) || this.proposed.has(name);
  }
  is_proposed(name: string): boolean {
    return this.proposed.has(name);
  }

  /// Marks stored values that equal what the program would propose, so that they follow when their origin changes.
  regard_as_proposed(name: string, value: Value | undefined) {
    if (!is_empty(value) && !this.edits.has(name) && equal(this.base_[name], value)) this.proposed.add(name);
  }

  private put(name: string, value: Value) {
    if (equal(value, this.base_[name])) this.edits.delete(name);
    else this.edits.set(name, value);
    this.problems.delete(name);
    this.tell(name);
  }

  get changed(): boolean {
    return this.edits.size > 0;
  }
  is_changed(name: string): boolean {
    return this.edits.has(name);
  }

  /// What is to be sent: changed fields only, emptied ones as null.
  changes(): Values {
    return Object.fromEntries(
      [...this.edits].map(([name, value]) => [
        name,
        is_empty(value) ? null : typeof value === 'string' ? value.trim() : value,
      ]),
    );
  }

  /// The whole as it would stand after saving.
  whole(): Values {
    return { ...this.base_, ...this.changes() };
  }

  /// The server confirmed: `record` is the new base. Entries made since stay.
  accept(record: Values, sent: Values = this.changes()) {
    for (const [name, value] of Object.entries(sent)) {
      const now = this.edits.get(name);
      if (this.edits.has(name) && equal(typeof now === 'string' ? now.trim() : now, value)) this.edits.delete(name);
    }
    this.base_ = record;
    for (const [name, value] of [...this.edits]) if (equal(value, record[name])) this.edits.delete(name);
    this.problems.clear();
    this.refusal_ = undefined;
    this.open_conflicts = [];
    this.tell_all();
  }

  /// A save that was shown as done was refused: the old base and its entries come back, newer entries stay.
  roll_back(base: Values, kept: KeptDraft) {
    this.base_ = base;
    for (const [field, { after }] of Object.entries(kept.edits))
      if (!this.edits.has(field)) this.edits.set(field, after);
    this.tell_all();
  }

  /// Where a colleague changed what was typed here too; nothing is saved before each is settled.
  get conflicts(): readonly Conflict[] {
    return this.open_conflicts;
  }

  /// Mine stays typed, theirs takes its place.
  settle(field: string, mine: boolean) {
    this.open_conflicts = this.open_conflicts.filter((one) => one.field !== field);
    if (mine) this.tell(field);
    else this.give_up(field);
  }

  private add_conflicts(found: readonly Conflict[]) {
    const fields = new Set(found.map((one) => one.field));
    const still = (one: Conflict) => !fields.has(one.field) && this.edits.has(one.field);
    this.open_conflicts = [...this.open_conflicts.filter(still), ...found];
  }

  /// Takes another state as base without losing entries; what both changed becomes a conflict.
  rebase(record: Values, changes: readonly FieldChange[] = []) {
    const conflicts: Conflict[] = [];
    for (const [field, mine] of this.edits) {
      if (equal(this.base_[field], record[field]) || equal(mine, record[field])) continue;
      const change = changes.findLast((one) => one.field === field);
      conflicts.push({
        field,
        mine,
        theirs: record[field] ?? null,
        before: this.base_[field] ?? null,
        by: change?.by,
        at: change?.at,
      });
    }
    this.base_ = record;
    for (const [name, value] of [...this.edits]) if (equal(value, record[name])) this.edits.delete(name);
    this.add_conflicts(conflicts);
    this.tell_all();
  }

  /// Drops one entry: the record's value counts again.
  give_up(name: string) {
    this.edits.delete(name);
    this.proposed.delete(name);
    this.problems.delete(name);
    this.tell(name);
  }

  discard(): KeptDraft {
    const kept = this.keep();
    this.edits.clear();
    this.proposed.clear();
    this.problems.clear();
    this.refusal_ = undefined;
    this.open_conflicts = [];
    this.tell_all();
    return kept;
  }

  keep(): KeptDraft {
    const edits = Object.fromEntries(
      [...this.edits].map(([name, after]) => [name, { before: this.base_[name] ?? null, after }]),
    );
    return { edits, proposed: [...this.proposed] };
  }

  /// Entries of an earlier visit; where someone else changed the field meanwhile, a conflict.
  restore(kept: KeptDraft) {
    const conflicts: Conflict[] = [];
    for (const [field, { before, after }] of Object.entries(kept.edits)) {
      if (!equal(before, this.base_[field]) && !equal(after, this.base_[field])) {
        conflicts.push({ field, mine: after, theirs: this.base_[field] ?? null, before });
      }
      if (!equal(after, this.base_[field])) this.edits.set(field, after);
    }
    kept.proposed.forEach((name) => this.proposed.add(name));
    this.add_conflicts(conflicts);
    this.tell_all();
  }

  problem(name: string): string | undefined {
    return this.problems.get(name);
  }
  all_problems(): ReadonlyMap<string, string> {
    return this.problems;
  }
  /// Why the whole was not saved.
  get refusal(): string | undefined {
    return this.refusal_;
  }
  refuse(summary: string | undefined, problems: Iterable<readonly [string, string]> = []) {
    this.refusal_ = summary;
    this.problems.clear();
    for (const [name, text] of problems) this.problems.set(name, text);
    this.tell_all();
  }

  /// Grows with every change; what screens that show the whole listen to.
  get version(): number {
    return this.revision;
  }

  listen(name: string, listener: () => void): () => void {
    const set = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, set.add(listener));
    return () => set.delete(listener);
  }

  private tell(name: string) {
    this.revision += 1;
    this.listeners.get(name)?.forEach((listener) => listener());
    this.listeners.get('*')?.forEach((listener) => listener());
  }

  private tell_all() {
    this.revision += 1;
    for (const set of this.listeners.values()) set.forEach((listener) => listener());
  }
}
