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
  const of = (kind: string) => manifests.filter((manifest) => manifest.kind === kind);
  const faults: string[] = [];
  const pods = of('Deployment').map(({ spec }) => spec.template);
  const configMaps = new Set(of('ConfigMap').map(({ metadata }) => metadata?.name));
  const portNames = new Set(
    pods
      .flatMap((pod) => pod.spec.containers.flatMap((one: { ports?: { name: string }[] }) => one.ports ?? []))
      .map((port) => port.name),
  );

  for (const { metadata, spec } of of('Deployment')) {
    const name = `Deployment ${metadata?.name}`;
    if (!holds(spec.template.metadata.labels, spec.selector.matchLabels))
      faults.push(`${name}: its selector does not fit its own pods`);
    const volumes = new Set(
      (spec.template.spec.volumes ?? []).map((volume: { name: string }) => volume.name),
    );
    for (const container of spec.template.spec.containers)
      for (const mount of container.volumeMounts ?? [])
        if (!volumes.has(mount.name)) faults.push(`${name}: no volume is named ${mount.name}`);
    for (const volume of spec.template.spec.volumes ?? [])
      if (volume.configMap && !configMaps.has(volume.configMap.name))
        faults.push(`${name}: no ConfigMap is named ${volume.configMap.name}`);
    for (const container of spec.template.spec.containers)
      for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'])
        if (!portNames.has(container[probe]?.httpGet?.port))
          faults.push(`${name}: ${probe} asks a port that no container has`);
  }

  for (const { kind, metadata, spec } of manifests) {
    const name = `${kind} ${metadata?.name}`;
    const selector =
      kind === 'Service'
        ? spec.selector
        : kind === 'NetworkPolicy'
          ? spec.podSelector.matchLabels
          : kind === 'PodDisruptionBudget'
            ? spec.selector.matchLabels
            : undefined;
    if (selector && !pods.some((pod) => holds(pod.metadata.labels, selector)))
      faults.push(`${name}: its selector finds no pod`);
    if (kind === 'Service')
      for (const port of spec.ports)
        if (!portNames.has(port.targetPort))
          faults.push(`${name}: no container has a port named ${port.targetPort}`);
    if (
      kind === 'HorizontalPodAutoscaler' &&
      !of('Deployment').some((one) => one.metadata?.name === spec.scaleTargetRef.name)
    )
      faults.push(`${name}: no Deployment is named ${spec.scaleTargetRef.name}`);
    if (kind === 'Ingress')
      for (const rule of spec.rules)
        for (const path of rule.http.paths) {
          const { name: wanted, port } = path.backend.service;
          const service = of('Service').find((one) => one.metadata?.name === wanted);
          if (!service?.spec.ports.some((one: { name: string }) => one.name === port.name))
            faults.push(`${name}: no Service ${wanted} has a port named ${port.name}`);
        }
    if (kind === 'ServiceMonitor') {
      const service = of('Service').find((one) => holds(one.metadata?.labels, spec.selector.matchLabels));
      for (const endpoint of spec.endpoints)
        if (!service?.spec.ports.some((one: { name: string }) => one.name === endpoint.port))
          faults.push(`${name}: its selector finds no Service with a port named ${endpoint.port}`);
    }
  }
  return faults;
}
