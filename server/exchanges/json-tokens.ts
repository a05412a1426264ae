/**
 * A string of JSON (to be left as it is) or a bare number. One that begins as a string always matches, to the end of the
 * text where it has no end: an expression that gave up there would try anew from each further quote of a broken answer.
 */
export const STRING_OR_NUMBER = /"(?:[^"\\]|\\[\s\S])*"?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
