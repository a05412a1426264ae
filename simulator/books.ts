import { Decimal } from './decimal'
import { credit } from './executions'
import { pastMovements } from './flows'
import type { Ledger } from './ledger'
import { type Draft, type FindMarket, HOUR, MINUTE, type Movement } from './movement'
import { recurring } from './recurring'

/**
 * Nothing is booked by itself in the first half hour: whoever prepares a history of the hours before finds what is held
 * unchanged meanwhile.
 */
const SETTLING = 30 * MINUTE

interface Book {
  ledger: Ledger
  /** As it was when the book was opened: what recurs follows from it alone, whenever it is asked for. */
  opened: Ledger
  /** Since when the account holds what `opened` says, milliseconds. */
  began: number
  /** Null: nobody asked for them yet. */
  movements: Movement[] | null
  /** All that came due until then is booked, milliseconds. */
  bookedTo: number
  /** What is under way: booked at its moment. */
  coming: Draft[]
}

/**
 * The movements of every account: those before it came here, and since then what the clock brings (funding, interest,
 * rewards, coins under way) and what is done on it. Whatever is booked changes the ledger by the same amounts.
 */
export class Books {
  readonly #books = new Map<string, Book>()

  constructor(
    private readonly findMarket: (ledger: Ledger) => FindMarket,
    private readonly now: () => number,
  ) {}

  /** @param began since when the account holds what its ledger says, milliseconds */
  open(ledger: Ledger, began: number): void {
    const times = { began, bookedTo: began + SETTLING }
    this.#books.set(nameOf(ledger), { ledger, opened: structuredClone(ledger), ...times, movements: null, coming: [] })
  }

  close(venue: string, uid: string): void {
    this.#books.delete(`${venue}/${uid}`)
  }

  /** Brings an account to the clock: what came due is booked. */
  bring(ledger: Ledger): void {
    const book = this.#of(ledger)
    const now = this.now()
    const coming = book.coming.filter(({ at }) => at <= now)
    const due = [...(nextRecurring(book.bookedTo) <= now ? this.#recurring(book, now) : []), ...coming]
    if (due.length === 0) return
    book.coming = book.coming.filter(({ at }) => at > now)
    for (const { wallet, coin, amount, fee = '0' } of due) credit(book.ledger, wallet, coin, new Decimal(amount).minus(fee))
    this.#enter(
      book,
      due.toSorted((a, b) => a.at - b.at),
    )
  }

  /** All that moved on an account until now, oldest first. */
  of(ledger: Ledger): readonly Movement[] {
    this.bring(ledger)
    return this.#movements(this.#of(ledger))
  }

  /** Notes what was done on an account; its ledger holds it already. */
  enter(ledger: Ledger, done: readonly Draft[]): void {
    this.#enter(this.#of(ledger), done)
  }

  /** What moves at a moment, now or to come. */
  expect(ledger: Ledger, drafts: readonly Draft[]): void {
    this.#of(ledger).coming.push(...drafts)
    this.bring(ledger)
  }

  #recurring(book: Book, now: number): Draft[] {
    const { opened, ledger, bookedTo } = book
    book.bookedTo = now
    const { positions } = ledger
    return recurring({ ...opened, positions }, this.findMarket(ledger), bookedTo, now)
  }

  #movements(book: Book): Movement[] {
    book.movements ??= pastMovements(book.opened, this.findMarket(book.ledger), book.began)
    return book.movements
  }

  #enter(book: Book, done: readonly Draft[]): void {
    const movements = this.#movements(book)
    for (const draft of done) movements.push({ ...draft, id: movements.length + 1 })
  }

  #of(ledger: Ledger): Book {
    const book = this.#books.get(nameOf(ledger))
    if (!book) throw new Error(`no account ${nameOf(ledger)}`)
    return book
  }
}

const nameOf = ({ venue, uid }: { venue: string; uid: string }) => `${venue}/${uid}`

/** Whatever recurs falls on a full hour. */
const nextRecurring = (after: number) => (Math.floor(after / HOUR) + 1) * HOUR
