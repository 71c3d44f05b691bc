/** A Kubernetes object as YAML gives it. */
export type Manifest = {
  apiVersion?: string;
  kind?: string;
  metadata?: { name?: string; labels?: Record<string, string> };
  // biome-ignore lint/suspicious/noExplicitAny: the shape differs by kind, and is checked against Kubernetes' own schemas first.
  spec?: any;
};

const holds = (labels: Record<string, string> = {}, selector: Record<string, string> = {}): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

/**
 * What no schema sees: names in one place that must exist in another. Secrets, images and existing claims are the site's own and are not asked for.
 * @returns one sentence for each reference that leads nowhere.
 */
export function brokenReferences(manifests: readonly Manifest[]): string[] {
  const site = new NamedThings(manifests);
  return [
    ...site.of('Deployment').flatMap((deployment) => deploymentFaults(deployment, site)),
    ...manifests.flatMap((manifest) => faultsOf(manifest, site)),
  ];
}

/** What the manifests define and others refer to. */
class NamedThings {
  readonly pods: readonly Manifest['spec'][];
  readonly configMaps: ReadonlySet<string | undefined>;
  readonly containerPorts: ReadonlySet<string>;

  constructor(private readonly manifests: readonly Manifest[]) {
    this.pods = this.of('Deployment').map(({ spec }) => spec.template);
    this.configMaps = new Set(this.of('ConfigMap').map(({ metadata }) => metadata?.name));
    const ports = this.pods.flatMap((pod) =>
      pod.spec.containers.flatMap((one: { ports?: { name: string }[] }) => one.ports ?? []),
    );
    this.containerPorts = new Set(ports.map((port) => port.name));
  }

  of(kind: string): readonly Manifest[] {
    return this.manifests.filter((manifest) => manifest.kind === kind);
  }
}

function deploymentFaults(
  { metadata, spec }: Manifest,
  { configMaps, containerPorts }: NamedThings,
): string[] {
  const name = `Deployment ${metadata?.name}`;
  const faults: string[] = [];
  if (!holds(spec.template.metadata.labels, spec.selector.matchLabels))
    faults.push(`${name}: its selector does not fit its own pods`);
  const { volumes = [], containers } = spec.template.spec;
  const volumeNames = new Set(volumes.map((volume: { name: string }) => volume.name));
  for (const container of containers)
    for (const mount of container.volumeMounts ?? [])
      if (!volumeNames.has(mount.name)) faults.push(`${name}: no volume is named ${mount.name}`);
  for (const volume of volumes)
    if (volume.configMap && !configMaps.has(volume.configMap.name))
      faults.push(`${name}: no ConfigMap is named ${volume.configMap.name}`);
  for (const container of containers)
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'])
      if (!containerPorts.has(container[probe]?.httpGet?.port))
        faults.push(`${name}: ${probe} asks a port that no container has`);
  return faults;
}

function faultsOf(manifest: Manifest, site: NamedThings): string[] {
  const { kind = '', metadata, spec } = manifest;
  const name = `${kind} ${metadata?.name}`;
  const selector = SELECTORS[kind]?.(spec);
  const isLost = selector !== undefined && !site.pods.some((pod) => holds(pod.metadata.labels, selector));
  return [...(isLost ? ['its selector finds no pod'] : []), ...(FAULTS[kind]?.(spec, site) ?? [])].map(
    (fault) => `${name}: ${fault}`,
  );
}

/** Kinds that choose pods by their labels. */
const SELECTORS: Readonly<Record<string, (spec: Manifest['spec']) => Record<string, string> | undefined>> = {
  Service: (spec) => spec.selector,
  NetworkPolicy: (spec) => spec.podSelector.matchLabels,
  PodDisruptionBudget: (spec) => spec.selector.matchLabels,
};

/** Kinds that name a port or another object. */
const FAULTS: Readonly<Record<string, (spec: Manifest['spec'], site: NamedThings) => string[]>> = {
  Service: (spec, { containerPorts }) =>
    spec.ports
      .filter((port: { targetPort: string }) => !containerPorts.has(port.targetPort))
      .map((port: { targetPort: string }) => `no container has a port named ${port.targetPort}`),
  HorizontalPodAutoscaler: ({ scaleTargetRef: { name } }, site) =>
    site.of('Deployment').some(({ metadata }) => metadata?.name === name)
      ? []
      : [`no Deployment is named ${name}`],
  Ingress: (spec, site) => {
    const faults: string[] = [];
    for (const rule of spec.rules)
      for (const path of rule.http.paths) {
        const { name, port } = path.backend.service;
        const service = site.of('Service').find(({ metadata }) => metadata?.name === name);
        if (!hasPort(service, port.name)) faults.push(`no Service ${name} has a port named ${port.name}`);
      }
    return faults;
  },
  ServiceMonitor: (spec, site) => {
    const found = site
      .of('Service')
      .find(({ metadata }) => holds(metadata?.labels, spec.selector.matchLabels));
    return spec.endpoints
      .filter((endpoint: { port: string }) => !hasPort(found, endpoint.port))
      .map(
        (endpoint: { port: string }) => `its selector finds no Service with a port named ${endpoint.port}`,
      );
  },
};

function hasPort(service: Manifest | undefined, port: string): boolean {
  return service?.spec.ports.some((one: { name: string }) => one.name === port) ?? false;
}
