/** Headers of every answer. No inline script or style anywhere; frames only where configuration names the origin. */
export function securityHeaders(options: {
  readonly frameAncestors: readonly string[];
  readonly isTls: boolean;
}): Readonly<Record<string, string>> {
  const frames = options.frameAncestors.length === 0 ? "'none'" : options.frameAncestors.join(' ');
  const policy = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'media-src': "'self' blob:",
    'worker-src': "'self'",
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': frames,
  };
  return {
    'content-security-policy': Object.entries(policy)
      .map(([directive, sources]) => `${directive} ${sources}`)
      .join('; '),
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(self)',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...(options.isTls ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}
