import { z } from 'zod';

/** The emotion model. */
export const modelSection = z
  .strictObject({
    calibrationPath: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe(
        "Calibration fitted to the site's own calls by `evenkeel calibrate model`; none = the model's own.",
      ),
    secondOpinion: z
      .enum(['auto', 'off'])
      .default('auto')
      .describe(
        'Whether a second, pre-trained network is asked about a window where evidence of tension builds up: `auto`, or `off`.',
      ),
  })
  .prefault({})
  .describe('The emotion model.');
