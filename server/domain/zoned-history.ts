/** Stretches so short that their points are hours or less, which are the same in all zones. */
const SHORT: ReadonlySet<string> = new Set(['24h', '7d'])

/** A question for history as it is asked for somebody in this zone: points that are days are days of theirs. */
export function zonedHistory<Input extends { range?: string | undefined }>(
  input: Input,
  timeZone: string,
): Input & { timeZone?: string } {
  return input.range !== undefined && SHORT.has(input.range) ? input : { ...input, timeZone }
}
