/** One field of a model of Kubernetes' own client: its name in YAML, and the model or plain type that it holds. */
type Field = { baseName: string; type: string };

/** Models of the client by name, as `@kubernetes/client-node` generates them from the published API. */
export type Models = Readonly<Record<string, { getAttributeTypeMap?: () => Field[] }>>;

/** `Array<V1Container>` and `{ [key: string]: V1Thing; }` hold what is inside. */
const inner = (type: string): string =>
  /^Array<(.+)>$/.exec(type)?.[1] ?? /^\{ \[key: string\]: (.+); \}$/.exec(type)?.[1] ?? type;

/**
 * Fields that the API does not know, which schemas let pass: a misspelt `readinessprobe` is simply ignored by a cluster.
 * @param value an object of the model `type`, as YAML gives it
 * @returns the path of each unknown field
 */
export function unknownFields(models: Models, type: string, value: unknown, path = ''): string[] {
  if (Array.isArray(value))
    return value.flatMap((one, index) => unknownFields(models, type, one, `${path}[${index}]`));
  const fields = models[type]?.getAttributeTypeMap?.();
  if (!fields || typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) => {
    const field = fields.find(({ baseName }) => baseName === key);
    const here = path ? `${path}.${key}` : key;
    if (!field) return [here];
    if (field.type.startsWith('{'))
      return Object.entries(held ?? {}).flatMap(([name, one]) =>
        unknownFields(models, inner(field.type), one, `${here}.${name}`),
      );
    return unknownFields(models, inner(field.type), held, here);
  });
}
