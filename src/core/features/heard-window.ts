import { FUNCTIONAL_NAMES } from './feature-schema.js';
import { type WindowContext, writeFunctionals } from './functionals/window-functionals.js';
import { logMelPicture } from './kernels/log-mel-kernel.js';
import type { WindowValues } from './model-window.js';

/** A window whose functionals and picture are computed when they are asked for: the first network makes its own. */
export class HeardWindow implements WindowValues {
  private computed: Float32Array | null = null;
  private pictured: Float32Array | null = null;

  constructor(
    readonly sequence: Float32Array,
    readonly profile: Float32Array,
    private readonly context: WindowContext,
    private readonly samples: Float32Array,
  ) {}

  get functionals(): Float32Array {
    if (this.computed === null) {
      this.computed = new Float32Array(FUNCTIONAL_NAMES.length);
      writeFunctionals(this.sequence, this.context, this.computed);
    }
    return this.computed;
  }

  get picture(): Float32Array {
    this.pictured ??= logMelPicture(this.samples);
    return this.pictured;
  }
}
