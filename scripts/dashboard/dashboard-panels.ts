import { readFileSync } from 'node:fs';
import { z } from 'zod';

const dashboardSchema = z.object({
  panels: z.array(
    z.object({
      type: z.string(),
      title: z.string(),
      fieldConfig: z.object({ defaults: z.object({ unit: z.string().optional() }) }).optional(),
      targets: z.array(z.object({ expr: z.string(), legendFormat: z.string().optional() })).default([]),
    }),
  ),
});

export type PanelTarget = {
  /** With the dashboard's own variables put in. */
  readonly expression: string;
  readonly legend: string;
};

/** One picture of the dashboard. */
export type DashboardPanel = {
  readonly title: string;
  /** A Grafana unit, such as `percentunit`. */
  readonly unit: string;
  readonly isStat: boolean;
  readonly targets: readonly PanelTarget[];
};

/** The pictures of a Grafana dashboard, for every instance. `rateInterval` is what Grafana would take, such as `15s`. */
export function dashboardPanels(file: string, rateInterval: string): readonly DashboardPanel[] {
  const { panels } = dashboardSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return panels
    .filter(({ type }) => type !== 'row')
    .map(({ type, title, fieldConfig, targets }) => ({
      title,
      unit: fieldConfig?.defaults.unit ?? 'short',
      isStat: type === 'stat',
      targets: targets.map(({ expr, legendFormat }) => ({
        expression: expr.replaceAll('$instance', '.*').replaceAll('$__rate_interval', rateInterval),
        legend: legendFormat ?? '',
      })),
    }));
}
