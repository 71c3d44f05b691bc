import { told } from './cli-language.js';

type Output = Pick<NodeJS.WriteStream, 'on'>;

/**
 * Ends the command quietly when whoever reads its output has gone (`evenkeel … | head`); says in a sentence when the
 * output cannot be written for another reason. A server goes on: its output is not what it is for.
 */
export function exitOnClosedPipe(outputs: readonly Output[], isServer: boolean): void {
  for (const output of outputs)
    output.on('error', (cause: NodeJS.ErrnoException) => {
      if (isServer) return;
      if (cause.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      process.stderr.write(
        told(`evenkeel: the output cannot be written (${cause.code ?? cause.message}).\n`),
      );
      process.exit(1);
    });
}
