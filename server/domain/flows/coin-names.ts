/** A coin as somebody typed it, and in capitals, as most are written: a few have small letters in their names (`kPEPE`). */
export const coinNames = (typed: string): string[] => [...new Set([typed, typed.toUpperCase()])]
