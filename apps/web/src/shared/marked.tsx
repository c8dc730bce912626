import type { Piece } from './differences.ts'

/** A text with what differs from the one beside it marked inside the word. */
export const Marked = ({ pieces }: Readonly<{ pieces: readonly Piece[] }>) =>
  pieces.map(({ text, same }, at) =>
    // The pieces stand in their order.
    // oxlint-disable-next-line react/no-array-index-key
    same ? <span key={at}>{text}</span> : <mark key={at}>{text}</mark>,
  )
