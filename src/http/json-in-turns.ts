import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { LoopPause } from '../loop-pause.js';

/** Lists lie no deeper than this in what is answered; what is deeper is written in one go. */
const DEPTH = 4;
const PIECE_CHARACTERS = 16_384;

/** Answers with JSON that may be long: it is written in pieces, with turns of the loop in between, never in one go. */
export function sendJson(reply: FastifyReply, value: unknown): FastifyReply {
  return reply
    .type('application/json; charset=utf-8')
    .send(Readable.from(jsonPieces(value), { objectMode: false }));
}

async function* jsonPieces(value: unknown): AsyncGenerator<string> {
  const pause = new LoopPause();
  let piece = '';
  for (const text of textsOf(value, DEPTH)) {
    piece += text;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = '';
    await pause.step();
  }
  yield piece;
}

/** As `JSON.stringify` has it, for data without `toJSON`. */
function* textsOf(value: unknown, depth: number): Generator<string> {
  if (depth === 0 || typeof value !== 'object' || value === null) yield JSON.stringify(value) ?? 'null';
  else if (Array.isArray(value)) {
    yield '[';
    for (const [index, item] of value.entries()) {
      if (index > 0) yield ',';
      yield* textsOf(item, depth - 1);
    }
    yield ']';
  } else {
    let lead = '{';
    for (const [name, item] of Object.entries(value)) {
      if (item === undefined) continue;
      yield `${lead}${JSON.stringify(name)}:`;
      yield* textsOf(item, depth - 1);
      lead = ',';
    }
    yield lead === '{' ? '{}' : '}';
  }
}
