/** A source whose texts go through the library's macros, with those written out; its English stays in it. */
export function withoutMacros(source: string, filename: string): Promise<{ code: string; map: unknown }>
export const HAS_MACROS: RegExp
