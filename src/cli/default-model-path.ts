import { fileURLToPath } from 'node:url';

/** The model that ships with the product, whether this runs from `src` or from `dist`. */
export const DEFAULT_MODEL_PATH = fileURLToPath(new URL('../../models/emotion.onnx', import.meta.url));
