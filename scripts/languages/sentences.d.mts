export function sentencesOf(source: string, filename: string): { line: number; text: string; values: string[] }[]
export function bareRefusals(source: string, filename: string): { line: number; text: string }[]
export function bareWords(source: string, filename: string, within?: RegExp | null): { line: number; text: string }[]
