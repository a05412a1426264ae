/**
 * Output that cannot be written (a full disk, a reader that is gone) is lost, and the process goes on; Node would end it
 * with the first such line.
 */
export function surviveLostOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}
