function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Copies arrays and plain objects as a tree: a part that two places share becomes
 * two parts, so that writing to one leaves the other alone. Anything else, such as
 * an instance of a class, is passed on as it is.
 */
export function copyTree<Value>(value: Value): Value {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => copyTree(item)) as unknown as Value;
  }
  if (typeof value !== 'object' || value === null || !isPlain(value as unknown as object)) {
    return value;
  }
  const copy: Record<string, unknown> = {};
  for (const [key, child] of Object.entries(value)) {
    copy[key] = copyTree(child as unknown);
  }
  return copy as unknown as Value;
}

/** Returns `after`, but with every part of `before` that is still equal in its place. */
export function shareUnchanged<Value>(before: Value, after: Value): Value {
  if (Object.is(before, after)) {
    return before;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const items = after.map((item: unknown, index) =>
      index < before.length ? shareUnchanged<unknown>(before[index], item) : item,
    );
    const same = before.length === items.length && items.every((item, index) => Object.is(item, before[index]));
    return (same ? before : items) as unknown as Value;
  }
  if (!isRecord(before) || !isRecord(after)) {
    return after;
  }
  const keys = Object.keys(after);
  const shared: Record<string, unknown> = {};
  let same = keys.length === Object.keys(before).length;
  for (const key of keys) {
    shared[key] = key in before ? shareUnchanged(before[key], after[key]) : after[key];
    same = same && key in before && Object.is(shared[key], before[key]);
  }
  return (same ? before : shared) as unknown as Value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && isPlain(value);
}
