export type Span = Readonly<{ from: number; to: number }>

/** Over which sums bars of one table are drawn; nought is always among them. */
export const rangeOf = (spans: readonly Span[]): Span => ({
  from: Math.min(0, ...spans.flatMap(({ from, to }) => [from, to])),
  to: Math.max(0, ...spans.flatMap(({ from, to }) => [from, to])),
})

/**
 * A bar in a cell of a table, from one sum to another, with the line of nought. The sum stands beside it in the same row:
 * the bar says nothing that is not said in digits, to whoever cannot see it nor to a printer without colour.
 */
export const Bar = ({ span: { from, to }, range }: Readonly<{ span: Span; range: Span }>) => {
  const whole = range.to - range.from
  const at = (sum: number): number => (whole === 0 ? 0 : ((sum - range.from) / whole) * 100)
  const [left, right] = [Math.min(at(from), at(to)), Math.max(at(from), at(to))]
  return (
    <svg className={`bar-of-sum ${to < from ? 'less' : 'more'}`} viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <line className="nought" x1={at(0)} x2={at(0)} y1="0" y2="16" vectorEffect="non-scaling-stroke" />
      {from === to ? null : <rect x={left} width={Math.max(0.4, right - left)} y="3" height="10" vectorEffect="non-scaling-stroke" />}
    </svg>
  )
}
