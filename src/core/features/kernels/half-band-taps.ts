const CENTRE = 15;

/**
 * Half-band filter of 31 taps, Hamming-windowed (Crochiere & Rabiner 1983, section 4.3): every second tap but the
 * centre, which is ½, is 0, and the others are symmetric. These are taps 1, 3, … 15 from the centre. Passes 0–1.7 kHz
 * of 8 kHz audio.
 */
export const HALF_BAND_TAPS = [tap(1), tap(3), tap(5), tap(7), tap(9), tap(11), tap(13), tap(15)] as const;

function tap(distance: number): number {
  const hamming = 0.54 + 0.46 * Math.cos((Math.PI * distance) / (CENTRE + 1));
  return (Math.sin((Math.PI * distance) / 2) / (Math.PI * distance)) * hamming;
}
