/** The text without slashes at its end, in one walk from there: `/\/+$/` tries anew from each slash of a text full of them. */
export function withoutSlashes(text: string): string {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 47) end--
  return end === text.length ? text : text.slice(0, end)
}
