/**
 * What an option is worth, by F. Black and M. Scholes, "The Pricing of Options and Corporate Liabilities", Journal of
 * Political Economy 81 (1973). Figures of a model: floats hold more digits than it deserves. Money is made of them by
 * whoever adds them to money.
 */
export interface OptionInput {
  type: 'call' | 'put'
  /** Price of what it is on, and strike, in one currency. */
  underlying: number
  strike: number
  /** Until its end, in years. */
  years: number
  /** A year: 0.6 is 60 %. */
  volatility: number
  /** Interest a year, compounded continuously. Exchanges of coins reckon without: 0. */
  rate?: number
}

/** Changes of one option's worth; all for one coin of it. */
export interface Greeks {
  /** Per unit of the underlying's price. */
  delta: number
  /** Of delta, per unit of the underlying's price. */
  gamma: number
  /** Per percentage point of volatility. */
  vega: number
  /** Per day. */
  theta: number
}

const DENSITY = 1 / Math.sqrt(2 * Math.PI)
const density = (x: number) => DENSITY * Math.exp((-x * x) / 2)

/**
 * Share of a normal distribution below x, by the series `1/2 + φ(x) (x + x³/3 + x⁵/(3·5) + …)`: G. Marsaglia, "Evaluating
 * the Normal Distribution", Journal of Statistical Software 11 (2004). Good to the last digits of a float around 1.
 */
export function normalBelow(x: number): number {
  if (Math.abs(x) > 8) return x > 0 ? 1 : 0
  let [sum, term, odd] = [x, x, 1]
  for (;;) {
    odd += 2
    term *= (x * x) / odd
    const next = sum + term
    if (next === sum) return 0.5 + sum * density(x)
    sum = next
  }
}

/** d1 and d2; null at its end or without volatility, where only what it pays is left. */
function distances({ underlying, strike, years, volatility, rate = 0 }: OptionInput) {
  const spread = volatility * Math.sqrt(years)
  if (!(spread > 0) || !(underlying > 0) || !(strike > 0)) return null
  const d1 = (Math.log(underlying / strike) + (rate + volatility ** 2 / 2) * years) / spread
  return { d1, d2: d1 - spread, spread }
}

/** Worth of one coin's option, in the currency of the price. Past its end it is what it pays. */
export function optionPrice(input: OptionInput): number {
  const { type, underlying, strike, years, rate = 0 } = input
  const sign = type === 'call' ? 1 : -1
  const now = strike * Math.exp(-rate * Math.max(0, years))
  const at = distances(input)
  if (at === null) return Math.max(0, sign * (underlying - now))
  return Math.max(0, sign * (underlying * normalBelow(sign * at.d1) - now * normalBelow(sign * at.d2)))
}

/** The option's Greeks by the same formula. */
export function greeksOf(input: OptionInput): Greeks {
  const { type, underlying, strike, years, volatility, rate = 0 } = input
  const sign = type === 'call' ? 1 : -1
  const at = distances(input)
  if (at === null) return { delta: sign * (underlying - strike) > 0 ? sign : 0, gamma: 0, vega: 0, theta: 0 }
  const thick = density(at.d1)
  const interest = rate * strike * Math.exp(-rate * years) * normalBelow(sign * at.d2)
  return {
    delta: sign * normalBelow(sign * at.d1),
    gamma: thick / (underlying * at.spread),
    vega: (underlying * thick * Math.sqrt(years)) / 100,
    theta: (-(underlying * thick * volatility) / (2 * Math.sqrt(years)) - sign * interest) / 365,
  }
}

const LOWEST_VOLATILITY = 0.01
const HIGHEST_VOLATILITY = 10

/** The volatility at which the formula gives this price; null where none from 1 % to 1000 % does. */
export function impliedVolatility(input: Omit<OptionInput, 'volatility'>, price: number): number | null {
  if (!(input.years > 0)) return null
  const at = (volatility: number) => optionPrice({ ...input, volatility }) - price
  let [low, high] = [LOWEST_VOLATILITY, HIGHEST_VOLATILITY]
  // Below its lowest an option far in the money says nothing of volatility.
  if (at(low) > 0 || at(high) < 0) return null
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (at(middle) < 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}
