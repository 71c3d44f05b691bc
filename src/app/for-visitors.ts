import type { TokenVerifier } from '../auth/verify-token.js';
import type { ErrorCode } from '../errors.js';
import type { CallCoordinator } from '../live/call-coordinator.js';
import type { SignIn } from './create-sign-in.js';

/** What letting people in takes, at their desktops and in the live view. */
export type ForVisitors = {
  readonly tokens: TokenVerifier;
  readonly signIn: SignIn;
  readonly coordinator: CallCoordinator;
  readonly onRefused: (code: ErrorCode, peer: string | null) => void;
};
