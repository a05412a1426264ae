/** The zone in which somebody reads times: their choice, or this machine's. */
export function zoneOf({ timeZone }: { timeZone: string | undefined }): string {
  return timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
}
