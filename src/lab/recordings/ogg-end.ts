/** An Ogg page is at most this long (RFC 3533, section 6). */
const LONGEST_PAGE = 65_307;
const HEADER_BYTES = 27;
const END_OF_STREAM = 0x04;

/** Whether these are the bytes of an Ogg file that lacks its last page: it was cut off, or its recorder was. */
export function lacksOggEnd(file: Uint8Array): boolean {
  if (!isPage(file, 0)) return false;
  for (let at = file.length - HEADER_BYTES; at >= Math.max(0, file.length - LONGEST_PAGE); at--) {
    if (!isPage(file, at)) continue;
    const segments = file[at + HEADER_BYTES - 1]!;
    const body = file.subarray(at + HEADER_BYTES, at + HEADER_BYTES + segments);
    const end = at + HEADER_BYTES + segments + body.reduce((sum, length) => sum + length, 0);
    return body.length < segments || end > file.length || (file[at + 5]! & END_OF_STREAM) === 0;
  }
  return true;
}

/** `OggS` and version 0. */
function isPage(file: Uint8Array, at: number): boolean {
  return (
    file[at] === 0x4f &&
    file[at + 1] === 0x67 &&
    file[at + 2] === 0x67 &&
    file[at + 3] === 0x53 &&
    file[at + 4] === 0
  );
}
