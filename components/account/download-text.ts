/** Hands a text to the browser as a file that is saved. */
export function downloadText(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  document.body.append(link)
  link.click()
  link.remove()
  // The browser has begun to read it by the next task; until then the address must stay.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
