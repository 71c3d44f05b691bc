/**
 * A field that the object itself has, by a name that may come from outside; undefined for any other name, those that
 * every object inherits (`constructor`, `__proto__`) among them. The only place that looks an object up by open text.
 */
export function ownField<Value>(object: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
