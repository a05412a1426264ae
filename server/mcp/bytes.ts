/**
 * JSON as bytes, on its way from the database into an agent's answer, where it stands twice: as it is, and as a text. Of an
 * answer of some 30 kB it takes as long to make a string of it, to escape that and to make bytes of the whole as all else
 * that is done for a call; byte by byte it is a quarter of that.
 */

const [QUOTE, BACKSLASH, FIRST_PRINTED] = [0x22, 0x5c, 0x20]
const [LINE_FEED, CARRIAGE_RETURN] = [0x0a, 0x0d]

/** Pieces of JSON, one behind the other and in one line: PostgreSQL breaks the lines of what it writes, which would end an event amid it. */
export function inOneLine(pieces: readonly (string | Buffer)[]): Buffer<ArrayBuffer> {
  const all = pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece))
  const line = Buffer.allocUnsafe(all.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of all) {
    // Texts of JSON have no line breaks as such: they all stand between values.
    const breaks = piece.includes(CARRIAGE_RETURN) ? [LINE_FEED, CARRIAGE_RETURN] : [LINE_FEED]
    for (let from = 0; from < piece.length; from += 1) {
      const end = Math.min(...breaks.map((byte) => indexOf(piece, byte, from)))
      at += piece.copy(line, at, from, end)
      from = end
    }
  }
  return line.subarray(0, at)
}

/** Where a byte stands next; behind the last one where it does not. */
function indexOf(piece: Buffer, byte: number, from: number): number {
  const found = piece.indexOf(byte, from)
  return found < 0 ? piece.length : found
}

/** JSON as a text within JSON: the bytes of `JSON.stringify(json.toString())`. */
export function asText(json: Buffer): Buffer<ArrayBuffer> {
  const { length } = json
  const text = Buffer.allocUnsafe(length * 2 + 2)
  let at = 0
  text[at++] = QUOTE
  for (let n = 0; n < length; n++) {
    const byte = json[n] ?? 0
    if (byte < FIRST_PRINTED) return Buffer.from(JSON.stringify(json.toString()))
    if (byte === QUOTE || byte === BACKSLASH) text[at++] = BACKSLASH
    text[at++] = byte
  }
  text[at++] = QUOTE
  return text.subarray(0, at)
}
