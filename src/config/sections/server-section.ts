import { z } from 'zod';

/** Where the process listens and how it stops. */
export const serverSection = z
  .strictObject({
    host: z.string().min(1).default('127.0.0.1').describe('Address to listen on.'),
    port: z
      .int()
      .min(0)
      .max(65535)
      .default(8040)
      .describe('TCP port for audio, desktops, HTTP and metrics; 0 = any free port.'),
    tlsCertFile: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('Certificate chain in PEM; set together with tlsKeyFile to speak TLS without a proxy.'),
    tlsKeyFile: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('Private key in PEM, readable by this user alone.'),
    trustedProxies: z
      .array(z.string().min(1))
      .default([])
      .describe('Addresses or CIDR ranges of reverse proxies whose X-Forwarded headers are trusted.'),
    bodyLimitBytes: z
      .int()
      .min(1024)
      .max(16 * 1024 * 1024)
      .default(65_536)
      .describe('Largest HTTP request body.'),
    workers: z
      .union([z.literal('auto'), z.coerce.number().int().min(0).max(256)])
      .default('auto')
      .describe(
        'Threads that coach calls beside the one that reads sockets; auto = one for each core that the container may use, 0 = none: one thread does everything.',
      ),
    drainLimitMs: z
      .int()
      .min(0)
      .default(300_000)
      .describe('How long calls may continue after SIGTERM, milliseconds.'),
  })
  .refine((server) => (server.tlsCertFile === null) === (server.tlsKeyFile === null), {
    message: 'tlsCertFile and tlsKeyFile are set together or not at all',
    path: ['tlsKeyFile'],
  })
  .prefault({});
