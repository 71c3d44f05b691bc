import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallAnalysis } from '../../../src/lab/exports/call-analysis.js';
import { EXPORT_FORMATS } from '../../../src/lab/exports/export-formats.js';
import { lacks, PYTHON } from '../../support/requirements.js';

const ANALYSIS: CallAnalysis = {
  name: 'call.wav',
  id: 'call',
  durationMs: 10_000,
  summary: null,
  intervals: [
    { tier: 'mood', fromMs: 0, toMs: 4_000, label: 'unsure', reason: null },
    { tier: 'caller', fromMs: 500, toMs: 2_500, label: 'caller', reason: null },
    { tier: 'agent', fromMs: 2_750, toMs: 3_250, label: 'agent', reason: null },
    { tier: 'cue', fromMs: 5_000, toMs: 9_000, label: 'breath', reason: 'Louder, by "11 dB" & <more>' },
  ],
};

/** Each format by a reader that is not ours, as [tier, label, from, to] in milliseconds. */
const READER = `
import json, re
import pandas as pd
from xml.etree import ElementTree

ms = lambda seconds: round(float(seconds) * 1000)

def jsonl(path):
    rows = [json.loads(line) for line in open(path, encoding="utf-8")]
    return [[r["tier"], r["label"], r["fromMs"], r["toMs"]] for r in rows if r["type"] == "interval"]

def csv(path):
    return [[r.tier, r.label, ms(r.from_s), ms(r.to_s)] for r in pd.read_csv(path).itertuples()]

def audacity(path):
    table = pd.read_csv(path, sep="\\t", header=None)
    return [[*label.split(":")[0].split(" "), ms(start), ms(end)] for start, end, label in table.itertuples(index=False)]

def rttm(path):
    table = pd.read_csv(path, sep=" ", header=None)
    return [[r[8], r[8], ms(r[4]), ms(r[4] + r[5])] for r in table.itertuples()]

def textgrid(path):
    found = []
    for part in open(path, encoding="utf-8").read().split('class = "IntervalTier"')[1:]:
        tier = re.search(r'name = "(.*)"', part).group(1)
        for start, end, text in re.findall(r'xmin = (\\S+)\\s+xmax = (\\S+)\\s+text = "(.+)"', part):
            found.append([tier, text.split(":")[0], ms(start), ms(end)])
    return found

def elan(path):
    root = ElementTree.parse(path).getroot()
    at = {slot.get("TIME_SLOT_ID"): int(slot.get("TIME_VALUE")) for slot in root.iter("TIME_SLOT")}
    return [[tier.get("TIER_ID"), one.find("ANNOTATION_VALUE").text.split(":")[0],
             at[one.get("TIME_SLOT_REF1")], at[one.get("TIME_SLOT_REF2")]]
            for tier in root.iter("TIER") for one in tier.iter("ALIGNABLE_ANNOTATION")]

print(json.dumps({name: sorted(globals()[name](name)) for name in
                  ["jsonl", "csv", "audacity", "rttm", "textgrid", "elan"]}))
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evenkeel-exports-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.skipIf(lacks('pandas'))('an exported call', () => {
  it('is the same call to readers that know nothing of us', async () => {
    for (const { name, header, write } of EXPORT_FORMATS)
      await writeFile(join(folder, name), `${header ?? ''}${write(ANALYSIS)}`);
    const printed = execFileSync(PYTHON, ['-c', READER], { cwd: folder }).toString();
    const read = JSON.parse(printed) as Record<string, unknown[]>;
    const all = ANALYSIS.intervals
      .map(({ tier, label, fromMs, toMs }) => [tier, label, fromMs, toMs])
      .sort((one, other) => (String(one) < String(other) ? -1 : 1));
    const { rttm, ...others } = read;
    expect(Object.keys(read).sort()).toEqual(EXPORT_FORMATS.map(({ name }) => name).sort());
    for (const [name, rows] of Object.entries(others)) expect.soft(rows, name).toEqual(all);
    expect(rttm).toEqual(all.filter(([tier]) => tier === 'caller' || tier === 'agent'));
  });
});
