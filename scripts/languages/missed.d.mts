/** Texts of a source in English that go past the library, each with its line. */
export function missedTexts(source: string, filename: string): { line: number; text: string }[]
