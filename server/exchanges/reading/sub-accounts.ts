/** A sub-account as a key of its main account lists it. */
export interface SubAccount {
  /** How the exchange names it where it is asked for: an e-mail, a name, an address. */
  id: string
  /** The exchange's own number of it, where it is told: by it an account with a key of its own is known again. */
  uid: string | null
  /** What a person calls it. */
  name: string
  /** Closed for now by the main account or the exchange. */
  frozen: boolean
  /** By what it is read: a key of the main account, its own public address, or a key of its own alone. */
  reads: 'main key' | 'address' | 'own key'
}
