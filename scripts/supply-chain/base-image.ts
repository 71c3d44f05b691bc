/**
 * The base image of a release, by digest: a tag may be another image tomorrow. None is made up.
 * @throws where none is named, or one without a digest
 */
export function baseImage(named: string | undefined): string {
  if (named === undefined || named === '')
    throw new Error(
      'A release is built on a base image that is named by its digest. Set EVENKEEL_BASE_IMAGE, such as node:24-slim@sha256:…; `docker buildx imagetools inspect node:24-slim` shows it. Without an image: --without-image.',
    );
  if (!/^[\w./:-]+@sha256:[0-9a-f]{64}$/.test(named))
    throw new Error(`EVENKEEL_BASE_IMAGE is ${named}: it must end in @sha256: and 64 hexadecimal digits.`);
  return named;
}
