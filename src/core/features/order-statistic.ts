/**
 * Rearranges values from `from` to before `to` until the one that sorting would put at `place` stands there, with none
 * larger before it and none smaller behind it, and returns it (Hoare 1961, algorithm 65). Values are numbers, not NaN.
 */
export function orderStatistic(values: Float32Array, from: number, to: number, place: number): number {
  let first = from;
  let last = to - 1;
  while (first < last) {
    const pivot = values[(first + last) >> 1]!;
    let low = first;
    let high = last;
    while (low <= high) {
      while (values[low]! < pivot) low += 1;
      while (values[high]! > pivot) high -= 1;
      if (low > high) break;
      const swapped = values[low]!;
      values[low] = values[high]!;
      values[high] = swapped;
      low += 1;
      high -= 1;
    }
    if (place <= high) last = high;
    else if (place >= low) first = low;
    else break;
  }
  return values[place]!;
}
