/** The key of an item that is about a record nobody can name before the API was asked: it might be any other item's. */
export const EXCLUSIVE: unique symbol = Symbol('alone');

/**
 * Items with the same key go one after the other, in item order. `EXCLUSIVE` goes when everything before it is done, and
 * holds back everything after it. Without a key, an item keeps to no order.
 */
export type OrderKey = string | typeof EXCLUSIVE | undefined;
