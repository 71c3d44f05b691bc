import { describe, expect, it } from 'vitest';
import { unknownFields } from '../../scripts/kubernetes/known-fields.js';
import { brokenReferences, type Manifest } from '../../scripts/kubernetes/references.js';

const labels = { app: 'evenkeel' };

function objects(): Manifest[] {
  return [
    { kind: 'ConfigMap', metadata: { name: 'settings' } },
    {
      kind: 'Deployment',
      metadata: { name: 'evenkeel' },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            volumes: [{ name: 'config', configMap: { name: 'settings' } }],
            containers: [
              {
                ports: [{ name: 'http' }],
                volumeMounts: [{ name: 'config' }],
                startupProbe: { httpGet: { port: 'http' } },
                livenessProbe: { httpGet: { port: 'http' } },
                readinessProbe: { httpGet: { port: 'http' } },
              },
            ],
          },
        },
      },
    },
    {
      kind: 'Service',
      metadata: { name: 'evenkeel', labels },
      spec: { selector: labels, ports: [{ name: 'http', targetPort: 'http' }] },
    },
    {
      kind: 'Ingress',
      metadata: { name: 'evenkeel' },
      spec: {
        rules: [
          { http: { paths: [{ backend: { service: { name: 'evenkeel', port: { name: 'http' } } } }] } },
        ],
      },
    },
    {
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'h' },
      spec: { scaleTargetRef: { name: 'evenkeel' } },
    },
    {
      kind: 'ServiceMonitor',
      metadata: { name: 'm' },
      spec: { selector: { matchLabels: labels }, endpoints: [{ port: 'http' }] },
    },
    { kind: 'PodDisruptionBudget', metadata: { name: 'p' }, spec: { selector: { matchLabels: labels } } },
  ];
}

describe('references between Kubernetes objects', () => {
  it('finds nothing where every name leads somewhere', () => {
    expect(brokenReferences(objects())).toEqual([]);
  });

  it.each<[string, number, (spec: Manifest['spec']) => void]>([
    [
      'its selector does not fit its own pods',
      1,
      (spec) => {
        spec.selector = { matchLabels: { app: 'other' } };
      },
    ],
    [
      'no volume is named data',
      1,
      (spec) => {
        spec.template.spec.containers[0].volumeMounts = [{ name: 'data' }];
      },
    ],
    [
      'no ConfigMap is named gone',
      1,
      (spec) => {
        spec.template.spec.volumes[0].configMap.name = 'gone';
      },
    ],
    [
      'livenessProbe asks a port',
      1,
      (spec) => {
        spec.template.spec.containers[0].livenessProbe = undefined;
      },
    ],
    [
      'no container has a port named web',
      2,
      (spec) => {
        spec.ports[0].targetPort = 'web';
      },
    ],
    [
      'its selector finds no pod',
      2,
      (spec) => {
        spec.selector = { app: 'other' };
      },
    ],
    [
      'no Service other has a port',
      3,
      (spec) => {
        spec.rules[0].http.paths[0].backend.service.name = 'other';
      },
    ],
    [
      'no Deployment is named other',
      4,
      (spec) => {
        spec.scaleTargetRef.name = 'other';
      },
    ],
    [
      'finds no Service with a port named web',
      5,
      (spec) => {
        spec.endpoints[0].port = 'web';
      },
    ],
    [
      'its selector finds no pod',
      6,
      (spec) => {
        spec.selector.matchLabels = { app: 'other' };
      },
    ],
  ])('says: %s', (sentence, index, plant) => {
    const manifests = objects();
    plant(manifests[index]?.spec);
    expect(brokenReferences(manifests).join('\n')).toContain(sentence);
  });

  it('names the path of a field that the API does not know, in lists and maps too', () => {
    const models = {
      V1Pod: {
        getAttributeTypeMap: () => [
          { baseName: 'containers', type: 'Array<V1Container>' },
          { baseName: 'limits', type: '{ [key: string]: V1Limit; }' },
        ],
      },
      V1Container: { getAttributeTypeMap: () => [{ baseName: 'name', type: 'string' }] },
      V1Limit: { getAttributeTypeMap: () => [{ baseName: 'value', type: 'string' }] },
    };
    const pod = { containers: [{ name: 'one' }, { nam: 'two' }], limits: { cpu: { valu: '1' } }, more: 1 };
    expect(unknownFields(models, 'V1Pod', pod)).toEqual(['containers[1].nam', 'limits.cpu.valu', 'more']);
  });
});
