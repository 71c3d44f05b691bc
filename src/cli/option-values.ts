import { InvalidArgumentError } from 'commander';

/** A TCP port; 0 = any free one. */
export function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535 || text.trim() === '')
    throw new InvalidArgumentError('Give a port from 0 to 65535; 0 takes any free one.');
  return port;
}

/** Call seconds per second. */
export function speedFactor(text: string): number {
  const speed = Number(text);
  if (!(speed > 0 && speed <= 50)) throw new InvalidArgumentError('Give a number above 0, at most 50.');
  return speed;
}

/** The address of a running instance, without its path. */
export function httpUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new InvalidArgumentError('Give an http:// or https:// address.');
  return url.origin;
}

/** The address of a connector. */
export function webSocketUrl(text: string): string {
  if (!URL.canParse(text) || !/^wss?:$/.test(new URL(text).protocol))
    throw new InvalidArgumentError('It must be a ws:// or wss:// address.');
  return text;
}
