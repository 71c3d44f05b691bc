import type { FrameKernels } from './frame-kernels.js';
import { JavaScriptKernels } from './javascript-kernels.js';
import { WebAssemblyKernels } from './webassembly-kernels.js';

/** Shared by all channels of the process. */
export const defaultKernels: FrameKernels = WebAssemblyKernels.load() ?? new JavaScriptKernels();
