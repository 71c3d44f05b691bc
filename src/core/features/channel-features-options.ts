import type { FrameKernels } from './kernels/frame-kernels.js';
import type { SpeakerProfile } from './speaker-profile.js';

/** `full` computes the model's inputs too; `facts` leaves out all that only the classifier uses. */
export type FeatureDetail = 'full' | 'facts';

export type ChannelFeaturesOptions = {
  readonly detail: FeatureDetail;
  /** A profile that was formed before, instead of one of this stream's own start. */
  readonly profile?: SpeakerProfile;
  /** Sees every completed row of descriptors, LLD_NAMES long; the array is reused. */
  readonly onFrame?: (row: Float32Array) => void;
  /** Default: WebAssembly SIMD where there is such a thing, else JavaScript. */
  readonly kernels?: FrameKernels;
};
