/**
 * Makes something once for each key, such as the actions of one controller, and forgets it with its key: all that ask with
 * the same key share it.
 */
export function onceFor<K extends object, T>(create: (key: K) => T): (key: K) => T {
  const made = new WeakMap<K, T>();
  return (key) => {
    const value = made.get(key) ?? create(key);
    made.set(key, value);
    return value;
  };
}
