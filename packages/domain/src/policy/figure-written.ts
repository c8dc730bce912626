/** How a figure of a document is written down: a sum in yuan, a count in its unit, a rate by its numerator. */
export const figureKinds = ['money', 'count', 'rate'] as const
export type FigureKind = (typeof figureKinds)[number]

/** `den`: over what a rate is; null for the others. */
export type FigureShape = Readonly<{ kind: FigureKind; unit: string; den: number | null }>

/** Whole fen, a count or the numerator of a rate; or in one sentence what is wrong with what was written, and what to write. */
export type FigureRead = Readonly<{ value: number }> | Readonly<{ says: string }>

const most = 1_000_000_000
/** As somebody types it: full-width digits, a thousands comma, the unit behind it. */
const plain = (written: string): string =>
  written
    .normalize('NFKC')
    .replaceAll(/[\s_]/g, '')
    .replace(/[元%]$/, '')

const grouped = /^\d{1,3}(,\d{3})+(?=\.|$)/

const readers: Readonly<Record<FigureKind, (text: string, shape: FigureShape) => FigureRead>> = {
  money: text => {
    const [, yuan = '', , fen = ''] = /^(\d{1,10})(\.(\d{1,2}))?$/.exec(text) ?? []
    if (yuan === '') return { says: '金额写元，最多两位小数，例如 1250 或 1250.50' }
    return Number(yuan) > most ? { says: '金额太大，请核对单位是不是元' } : { value: Number(yuan) * 100 + Number(fen.padEnd(2, '0')) }
  },
  count: (text, { unit }) =>
    !/^\d{1,10}$/.test(text)
      ? { says: `数量写整数（${unit}），例如 200` }
      : Number(text) > most
        ? { says: `数量太大，请核对单位是不是${unit}` }
        : { value: Number(text) },
  rate: (text, { den }) =>
    !/^\d{1,10}$/.test(text) ? { says: den === 100 ? '比例写百分之几的整数，例如 80' : `比例写以 ${String(den)} 为分母的分子，整数` } : { value: Number(text) },
}

/** Reads a figure as it was written in a form; nothing in it is guessed. */
export const readFigure = (shape: FigureShape, written: string): FigureRead => {
  const text = plain(written)
  const digits = grouped.test(text) ? text.replaceAll(',', '') : text
  return digits === '' ? { says: '还没有写' } : readers[shape.kind](digits, shape)
}

/** A figure as it is typed: 125000 fen is `1250.00`. */
export const figureText = ({ kind }: Pick<FigureShape, 'kind'>, value: number): string =>
  kind === 'money' ? `${Math.trunc(value / 100)}.${String(value % 100).padStart(2, '0')}` : String(value)
