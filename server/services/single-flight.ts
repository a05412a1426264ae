/** Shares work that is under way: equal keys at the same time get one result. Nothing is kept once it has ended. */
export class SingleFlight<T> {
  private readonly flights = new Map<string, Promise<T>>()

  run(key: string, work: () => Promise<T>): Promise<T> {
    const under = this.flights.get(key)
    if (under) return under
    const flight = work().finally(() => this.flights.delete(key))
    this.flights.set(key, flight)
    return flight
  }
}
