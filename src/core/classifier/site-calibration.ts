import { readFile } from 'node:fs/promises';
import { EvenkeelError } from '../../errors.js';
import type { Calibration } from './calibration.js';

/**
 * Reads what `evenkeel calibrate model` wrote. Errors: `calibration.unreadable`, and `calibration.other-model` where
 * it was fitted to a model with another sha256.
 */
export async function readSiteCalibration(path: string, modelSha256: string): Promise<Calibration> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new EvenkeelError('calibration.unreadable', path, { cause });
  });
  let file: { modelSha256?: unknown; calibration?: { scale?: unknown; bias?: unknown } } | null;
  try {
    file = JSON.parse(text);
  } catch (cause) {
    throw new EvenkeelError('calibration.unreadable', `${path} is not JSON.`, { cause });
  }
  const { scale, bias } = file?.calibration ?? {};
  const sound = Array.isArray(bias) && bias.length === 3 && [scale, ...bias].every(Number.isFinite);
  if (!sound)
    throw new EvenkeelError('calibration.unreadable', `${path}: scale and three biases are needed.`);
  if (file?.modelSha256 !== modelSha256) throw new EvenkeelError('calibration.other-model', path);
  return { scale: scale as number, bias: bias as unknown as Calibration['bias'] };
}
