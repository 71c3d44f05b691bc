import { z } from 'zod';

/** The emotion model. */
export const modelSection = z
  .strictObject({
    use: z
      .enum(['research', 'commercial'])
      .default('research')
      .describe(
        'What calls are heard for. With `commercial`, a network whose manifest does not allow that is refused; the shipped one is for research alone.',
      ),
    kind: z
      .enum(['network', 'prosody'])
      .nullable()
      .default(null)
      .describe(
        'What hears the caller: a trained `network`, or `prosody`, a printed formula that says only "tense"; null = `network` for research, `prosody` for commercial use.',
      ),
    path: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe(
        'A network of your own, an .onnx file with its manifest beside it as `npm run train` writes them; null = the shipped one.',
      ),
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
