import type { ErrorCode } from '../errors.js';
import type { StreamCloseReason } from './media-adapter.js';
import type { Ending } from './session-endings.js';

const REASONS: Partial<Record<ErrorCode, StreamCloseReason>> = {
  'stream.peer-lost': 'peer-lost',
  'stream.open-late': 'timeout',
  'stream.idle': 'timeout',
  'stream.too-long': 'timeout',
  'stream.flood': 'overload',
  'stream.limit-reached': 'overload',
  'stream.overloaded': 'overload',
  'stream.tenant-limit-reached': 'overload',
  'stream.draining': 'drain',
  'stream.call-elsewhere': 'drain',
};

/** What a call is told about how one of its streams ended. */
export function closeReasonOf(ending: Ending): StreamCloseReason {
  if (ending === 'ok') return 'normal';
  return REASONS[ending] ?? (ending.startsWith('auth.') ? 'auth' : 'protocol');
}
