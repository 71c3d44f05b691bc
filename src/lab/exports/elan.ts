import { escapeHtml } from '../report/escape-html.js';
import type { CallAnalysis } from './call-analysis.js';
import { textOf, tiersOf } from './tiers.js';

/** ELAN's annotation file, format 3.0 (Max Planck Institute for Psycholinguistics): a tier for each kind of interval. */
export function elan({ name, intervals }: CallAnalysis): string {
  const tiers = tiersOf(intervals);
  const times = [
    ...new Set(intervals.flatMap(({ fromMs, toMs }) => [Math.round(fromMs), Math.round(toMs)])),
  ].sort((one, other) => one - other);
  const slots = new Map(times.map((time, index) => [time, `ts${index + 1}`]));
  const slotAt = (ms: number) => slots.get(Math.round(ms)) ?? '';
  let count = 0;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<ANNOTATION_DOCUMENT AUTHOR="Evenkeel" DATE="1970-01-01T00:00:00+00:00" FORMAT="3.0" VERSION="3.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">',
    '  <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">',
    `    <PROPERTY NAME="recording">${escapeHtml(name)}</PROPERTY>`,
    '  </HEADER>',
    '  <TIME_ORDER>',
    ...times.map((time, index) => `    <TIME_SLOT TIME_SLOT_ID="ts${index + 1}" TIME_VALUE="${time}"/>`),
    '  </TIME_ORDER>',
    ...tiers.flatMap(({ tier, intervals: own }) => [
      `  <TIER LINGUISTIC_TYPE_REF="interval" TIER_ID="${tier}">`,
      ...own.flatMap((interval) => {
        count++;
        return [
          '    <ANNOTATION>',
          `      <ALIGNABLE_ANNOTATION ANNOTATION_ID="a${count}" TIME_SLOT_REF1="${slotAt(interval.fromMs)}" TIME_SLOT_REF2="${slotAt(interval.toMs)}">`,
          `        <ANNOTATION_VALUE>${escapeHtml(textOf(interval))}</ANNOTATION_VALUE>`,
          '      </ALIGNABLE_ANNOTATION>',
          '    </ANNOTATION>',
        ];
      }),
      '  </TIER>',
    ]),
    '  <LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="interval" TIME_ALIGNABLE="true"/>',
    '</ANNOTATION_DOCUMENT>',
    '',
  ].join('\n');
}
