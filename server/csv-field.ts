const NUMBER = /^-?\d+(\.\d+)?$/

/** A text that a spreadsheet would run as a formula is quoted; numbers keep their sign. */
export const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text)
