// The four kinds of customers, in the order they are offered.
import type { Kind } from './types.ts';

export const profile_kinds: readonly Kind[] = ['private', 'company', 'agency', 'prospect'];
