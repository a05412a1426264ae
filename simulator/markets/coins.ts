import { randomFrom, share } from '../random'

/** A coin of the price walk. */
export interface Coin {
  code: string
  /** Where its walk starts and what it is drawn back to. */
  usd: number
  /** `other`: priced and walked like a coin, but only where a venue lists it by name (shares, a chain's own tokens). */
  kind: 'coin' | 'stable' | 'fiat' | 'other'
}

/** Largest first; prices of no particular day. */
const PRICED: Record<string, number> = {
  BTC: 97250,
  ETH: 3420.5,
  BNB: 668.4,
  SOL: 188.62,
  XRP: 2.3145,
  DOGE: 0.32471,
  ADA: 0.91235,
  TRX: 0.24518,
  AVAX: 37.284,
  TON: 5.4126,
  SHIB: 0.000021483,
  LINK: 22.318,
  DOT: 7.1264,
  BCH: 446.3,
  SUI: 4.2187,
  NEAR: 5.2143,
  LTC: 103.42,
  PEPE: 0.000017652,
  UNI: 13.284,
  APT: 9.1264,
  ICP: 10.482,
  ETC: 26.183,
  HBAR: 0.28417,
  XLM: 0.36418,
  FIL: 5.1837,
  ARB: 0.74286,
  OP: 1.8264,
  ATOM: 6.4182,
  VET: 0.046218,
  INJ: 21.386,
  RENDER: 7.2143,
  FET: 1.2846,
  IMX: 1.3127,
  GRT: 0.20418,
  AAVE: 312.84,
  ALGO: 0.34186,
  MKR: 1512.4,
  RUNE: 4.8126,
  THETA: 2.2184,
  FTM: 0.71284,
  SEI: 0.41286,
  TIA: 4.8213,
  BONK: 0.000030184,
  WIF: 1.8462,
  FLOKI: 0.00017284,
  JUP: 0.84126,
  LDO: 1.8264,
  SAND: 0.54128,
  MANA: 0.46281,
  AXS: 6.1284,
  GALA: 0.034186,
  EGLD: 33.284,
  FLOW: 0.71284,
  XTZ: 1.2846,
  EOS: 0.78412,
  NEO: 14.182,
  KAVA: 0.45218,
  SNX: 2.0184,
  CRV: 0.88214,
  COMP: 78.412,
  YFI: 8214.6,
  SUSHI: 1.4182,
  ZEC: 54.182,
  DASH: 37.284,
  XMR: 192.84,
  ENA: 0.98412,
  ONDO: 1.3128,
  WLD: 2.1284,
  PYTH: 0.36412,
  STX: 1.5128,
  JTO: 3.1284,
  STRK: 0.45128,
  DYDX: 1.4128,
  GMX: 26.412,
  PENDLE: 5.2184,
  ENS: 34.128,
  HYPE: 24.812,
  TAO: 462.18,
  KAS: 0.12184,
  ORDI: 24.182,
  BLUR: 0.25184,
  APE: 1.1284,
  CHZ: 0.081284,
  ZIL: 0.021284,
  QTUM: 3.1284,
  BAT: 0.23184,
  ZRX: 0.46128,
  ENJ: 0.21284,
  IOTA: 0.31284,
  ONE: 0.021284,
  WAVES: 1.6128,
  HOT: 0.0021284,
  OKB: 48.214,
  BGB: 6.1284,
  MNT: 1.1284,
  LEO: 9.2184,
  CRO: 0.14128,
  GT: 16.128,
  KCS: 11.284,
  PAXG: 2684.2,
  WBTC: 97180,
  STETH: 3418.2,
  BTT: 0.0000010284,
  TRUMP: 34.128,
  VIRTUAL: 2.8128,
  POL: 0.46128,
  PENGU: 0.034128,
  POPCAT: 0.74128,
  MOVE: 0.81284,
  ME: 2.8128,
}

/** Real ones whose price is left to chance. */
const UNPRICED = (
  'AE YOYO ACE ACH ACT ADX AERGO AERO AEVO AGLD AI AIOZ AIXBT AKT ALCX ALICE ALPHA ALPINE ALT AMP ANIME ANKR API3 ARDR ARK ARKM ARPA ASR AST ASTR ATA ' +
  'AUCTION AUDIO AVA AXL BABY BADGER BAKE BAL BANANA BAND BB BEL BERA BICO BIFI BIGTIME BIO BLAST BLZ BNT BNX BOME BRETT BSV BSW BTG C98 CATI CATS CELO CELR ' +
  'CETUS CFX CGPT CHESS CHR CITY CKB COMBO COOKIE CORE COS COTI COW CTK CTSI CTXC CVC CVX CYBER DATA DCR DEGO DENT DEXE DF DGB DIA DODO DOGS ' +
  'DRIFT DUSK DYM EDU EIGEN ELF EPIC ERN ETHFI ETHW EURI FARM FARTCOIN FIDA FIO FIRO FIS FLM FLR FLUX FOR FORTH FUN FXS G GAS GHST GLM GLMR GMT GNO GNS GOAT GPS ' +
  'GRASS GRIFFAIN GTC GUN HFT HIFI HIGH HIPPO HIVE HMSTR HNT HOOK HUMA ICX ID IDEX ILV IO IOST IOTX IP IQ JASMY JOE JST KAIA KAITO KDA KERNEL KEY KMNO ' +
  'KNC KSM LAYER LAZIO LEVER LINA LISTA LIT LPT LQTY LRC LSK LTO LUMIA LUNA LUNC MAGIC MANTA MANTLE MASK MAV MBL MBOX MDT MELANIA MEME MERL METIS MEW MINA MLN ' +
  'MOCA MOODENG MORPHO MOVR MTL MUBARAK MYRO NEIRO NFP NIL NKN NMR NOT NTRN NULS OG OGN OM OMNI ORCA OSMO OXT PARTI PEOPLE PERP PHA PHB PIVX PIXEL ' +
  'PNUT POLYX POND PORTAL PORTO POWR PROM PROMPT PSG PUNDIX PYR QI QKC QNT QUICK RAD RARE RAY RDNT RED REI REQ RESOLV REZ RIF RLC RON ROSE ROWAN RPL RSR ' +
  'RVN S SAFE SAGA SANTOS SATS SC SCR SCRT SFP SHELL SIGN SKL SLERF SLP SNT SOLV SONIC SOPH SPELL SPX SSV STEEM STG STMX STORJ STPT SUN SUPER SWARMS ' +
  'SXP SXT SYN SYRUP SYS T TFUEL THE TKO TLM TNSR TON1 TRB TRU TST TURBO TUT TWT UMA USTC USUAL UTK UXLINK VANA VANRY VELO VELODROME VIB VIC VINE VOXEL VTHO ' +
  'VVV W WAN WAXP WCT WIN WOO XAI XAUT XCN XDC XEC XEM XNO XVG XVS YGG ZEN ZENT ZEREBRO ZETA ZEUS ZK ZKJ ZORA ZRO'
).split(' ')

const STABLES: Record<string, number> = {
  USDT: 1,
  USDC: 0.9999,
  FDUSD: 0.9992,
  DAI: 0.9998,
  USDE: 0.9995,
  TUSD: 0.9989,
  PYUSD: 0.9997,
  USDH: 0.9998,
}
const FIATS: Record<string, number> = { USD: 1, EUR: 1.0842, GBP: 1.2715, TRY: 0.02842, BRL: 0.1692 }
const OTHERS: Record<string, number> = {
  AAPL: 231.42,
  COIN: 284.15,
  CRCL: 80.262,
  GOLD: 2684.2,
  GOOGL: 191.84,
  META: 598.31,
  MSFT: 424.58,
  NVDA: 141.27,
  TSLA: 402.18,
  XYZ100: 21480,
  CATBAL: 0.0412,
  HFUN: 24.18,
  JEFF: 2.184,
  OMNIX: 0.1284,
  PIP: 8.412,
  PURR: 0.1842,
  SCHIZO: 0.8412,
  VAPOR: 0.02418,
}
const GENERATED = 320

/** Every coin of the simulated world: real ones, then generated ones; the same list in every process. */
export const COINS: readonly Coin[] = allCoins()
export const COIN_BY_CODE: ReadonlyMap<string, Coin> = new Map(COINS.map((coin) => [coin.code, coin]))
/** What markets are made of: no stablecoin, no fiat; most traded first. */
export const BASES: readonly string[] = COINS.filter((coin) => coin.kind === 'coin').map((coin) => coin.code)

function allCoins(): Coin[] {
  const coins: Coin[] = []
  const seen = new Set<string>()
  const add = (code: string, usd: number, kind: Coin['kind']) => {
    if (seen.has(code)) return
    seen.add(code)
    coins.push({ code, usd, kind })
  }
  for (const [code, usd] of Object.entries(FIATS)) add(code, usd, 'fiat')
  for (const [code, usd] of Object.entries(STABLES)) add(code, usd, 'stable')
  for (const [code, usd] of Object.entries(PRICED)) add(code, usd, 'coin')
  for (const [code, usd] of Object.entries(OTHERS)) add(code, usd, 'other')
  for (const code of UNPRICED) add(code, chancePrice(code), 'coin')
  for (const code of generatedCodes(GENERATED, seen)) add(code, chancePrice(code), 'coin')
  return coins
}

/** Between 0.002 and 20 dollars, five digits, evenly over the decades. */
function chancePrice(code: string): number {
  return Number((10 ** (share(`price ${code}`) * 4 - 2.7)).toPrecision(5))
}

function generatedCodes(count: number, taken: ReadonlySet<string>): string[] {
  const heads = ['B', 'BR', 'C', 'D', 'DR', 'F', 'G', 'GL', 'K', 'KR', 'L', 'M', 'N', 'P', 'QU', 'R', 'S', 'T', 'V', 'VR', 'Z']
  const middles = ['A', 'E', 'I', 'O', 'U', 'AI', 'EO', 'OO']
  const tails = ['BO', 'CK', 'DA', 'FI', 'GO', 'KA', 'LI', 'LX', 'MA', 'NX', 'PO', 'RA', 'RT', 'SO', 'TH', 'VE', 'XA', 'ZI']
  const random = randomFrom(20)
  const one = (list: string[]) => list[Math.floor(random() * list.length)] ?? ''
  const codes = new Set<string>()
  while (codes.size < count) {
    const code = one(heads) + one(middles) + one(tails)
    if (!taken.has(code)) codes.add(code)
  }
  return [...codes]
}
