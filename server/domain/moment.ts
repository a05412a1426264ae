/** A moment that is over, and since when every snapshot is still kept. */
export interface Moment {
  at: Date
  keptSince: Date
}
