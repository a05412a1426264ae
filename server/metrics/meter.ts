/** What a process counts of what it does, for whoever watches the installation. Nothing of an account, a person or an amount. */
export interface Meter {
  /** One try to read an account. `outcome`: `ok`, or the code of the failure. */
  reading(of: { exchange: string; outcome: string }, seconds: number): void
  /** One HTTP call to an exchange. */
  call(of: { exchange: string; purpose: string; outcome: 'answered' | 'refused' | 'unanswered' }, seconds: number): void
  /** One try to send a message. `again`: it will be tried again. */
  delivery(of: { channel: string; outcome: 'sent' | 'again' | 'failed' }): void
  /** One answer. `route`: as the API's document spells it, or what kind of thing it was; never what stands in an address. */
  request(of: { route: string; method: string; status: number }, seconds: number): void
  /** All of it with what the installation is like now, as Prometheus reads it. */
  expose(): Promise<{ contentType: string; text: string }>
}
