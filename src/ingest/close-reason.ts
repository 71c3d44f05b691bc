import type { ErrorCode } from '../errors.js';
import type { StreamCloseReason } from './media-adapter.js';

const REASONS: Partial<Record<ErrorCode, StreamCloseReason>> = {
  'stream.peer-lost': 'peer-lost',
  'stream.open-late': 'timeout',
  'stream.idle': 'timeout',
  'stream.too-long': 'timeout',
  'stream.flood': 'overload',
  'stream.limit-reached': 'overload',
  'stream.tenant-limit-reached': 'overload',
  'stream.draining': 'drain',
};

/** What a call learns of the way in which one of its streams failed. */
export function closeReasonOf(code: ErrorCode): StreamCloseReason {
  return REASONS[code] ?? (code.startsWith('auth.') ? 'auth' : 'protocol');
}
