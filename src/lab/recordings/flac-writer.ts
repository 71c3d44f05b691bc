import { ANALYSIS_RATE_HZ } from '../../core/audio/audio-frame.js';

/** Samples of one frame; the last may be shorter. */
const BLOCK = 4096;
const HEADER_BYTES = 42;
/** Second differences: what a fixed predictor of order 2 leaves of speech. */
const ORDER = 2;
const LARGEST_RICE = 14;

/**
 * Samples as a FLAC file (RFC 9639): 8 kHz, mono, 16 bits, a fixed predictor with Rice-coded residuals. Samples beyond ±1
 * are clipped.
 */
export function flacBytes(samples: Float32Array): Uint8Array {
  const pcm = Int16Array.from(samples, (sample) =>
    Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768))),
  );
  const frames: Uint8Array[] = [streamInfo(pcm.length)];
  for (let at = 0; at < pcm.length; at += BLOCK) frames.push(frame(pcm.subarray(at, at + BLOCK), at / BLOCK));
  return Buffer.concat(frames);
}

function streamInfo(length: number): Uint8Array {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.write('fLaC', 'latin1');
  bytes.writeUInt8(0x80, 4);
  bytes.writeUIntBE(34, 5, 3);
  bytes.writeUInt16BE(BLOCK, 8);
  bytes.writeUInt16BE(BLOCK, 10);
  // Rate in 20 bits, channels less one in 3, bits less one in 5 (the lowest of them here), then the length in 36.
  bytes.writeUIntBE(ANALYSIS_RATE_HZ * 16, 18, 3);
  bytes.writeUInt8(0xf0, 21);
  bytes.writeUInt32BE(length, 22);
  return bytes;
}

function frame(pcm: Int16Array, number: number): Uint8Array {
  const bits = new BitWriter();
  bits.put(0xfff8, 16);
  // Length in 16 bits at the end of the header, 8 kHz; mono, 16 bits a sample.
  bits.put(0x74, 8);
  bits.put(0x08, 8);
  for (const byte of codePoint(number)) bits.put(byte, 8);
  bits.put(pcm.length - 1, 16);
  bits.put(checksum(bits.bytes(), 0x07, 8), 8);
  if (pcm.length <= ORDER) {
    bits.put(0b0000_0010, 8);
    for (const sample of pcm) bits.put(sample & 0xffff, 16);
  } else putPredicted(bits, pcm);
  const bytes = bits.bytes();
  const footer = checksum(bytes, 0x8005, 16);
  return Buffer.concat([bytes, Buffer.from([footer >> 8, footer & 0xff])]);
}

function putPredicted(bits: BitWriter, pcm: Int16Array): void {
  bits.put(0b0001_0100, 8);
  for (let n = 0; n < ORDER; n++) bits.put(pcm[n]! & 0xffff, 16);
  const residuals = new Int32Array(pcm.length - ORDER);
  let sum = 0;
  for (let n = ORDER; n < pcm.length; n++) {
    const left = pcm[n]! - 2 * pcm[n - 1]! + pcm[n - 2]!;
    const folded = left >= 0 ? 2 * left : -2 * left - 1;
    residuals[n - ORDER] = folded;
    sum += folded;
  }
  const rice = Math.min(LARGEST_RICE, Math.max(0, Math.floor(Math.log2(1 + sum / residuals.length))));
  // Rice coding in one partition.
  bits.put(0, 6);
  bits.put(rice, 4);
  for (const folded of residuals) {
    bits.zeros(folded >> rice);
    bits.put(1, 1);
    bits.put(folded & ((1 << rice) - 1), rice);
  }
}

/** A number as FLAC codes it: as UTF-8 would. */
function codePoint(number: number): readonly number[] {
  return [...Buffer.from(String.fromCodePoint(number), 'utf8')];
}

/** CRC of the bytes, highest bit first, from zero. */
function checksum(bytes: Uint8Array, polynomial: number, width: 8 | 16): number {
  const top = 1 << (width - 1);
  const mask = (1 << width) - 1;
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << (width - 8);
    for (let bit = 0; bit < 8; bit++) sum = (sum & top ? (sum << 1) ^ polynomial : sum << 1) & mask;
  }
  return sum;
}

class BitWriter {
  readonly #bytes: number[] = [];
  #current = 0;
  #free = 8;

  /** The lowest `count` bits of a number, highest first. */
  put(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit--) {
      this.#free -= 1;
      this.#current |= ((value >> bit) & 1) << this.#free;
      if (this.#free === 0) this.#flush();
    }
  }

  zeros(count: number): void {
    for (let i = 0; i < count; i++) this.put(0, 1);
  }

  /** Everything so far, filled up with zero bits to a whole byte. */
  bytes(): Uint8Array {
    if (this.#free < 8) this.#flush();
    return Uint8Array.from(this.#bytes);
  }

  #flush(): void {
    this.#bytes.push(this.#current);
    this.#current = 0;
    this.#free = 8;
  }
}
