import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The installed package's folder: the same from `src/` and from `dist/`. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Of the package, as it stands in the metrics. */
export const VERSION = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string })
  .version;

/** Made with a build; a checkout has none. */
export const NOTICES_PATH = join(ROOT, 'third-party', 'THIRD-PARTY-NOTICES.txt');
export const MODEL_PATH = join(ROOT, 'models', 'emotion.onnx');
export const WEB_FOLDER = join(ROOT, 'dist', 'web');
export const DEMO_CALL_PATH = join(ROOT, 'src', 'lab', 'telephones', 'demo-call.wav');

/** The linear support vector machine on functionals that `evaluate` prints beside the model. */
export const LINEAR_PATH = join(ROOT, 'models', 'linear-svm.json');
