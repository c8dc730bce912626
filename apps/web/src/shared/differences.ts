/** One piece of a text: whether the other text has it at the same place. */
export type Piece = Readonly<{ text: string; same: boolean }>

/**
 * Where two short texts differ, character by character: the longest common subsequence is the same, the rest is marked.
 * Texts of names and masked numbers, so that the square of their length is nothing.
 */
export const differences = (one: string, other: string): readonly [readonly Piece[], readonly Piece[]] => {
  const [a, b] = [[...one], [...other]]
  const length = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0))
  const at = (i: number, j: number): number => length[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = length[i]
      if (row !== undefined) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  const marked: [boolean[], boolean[]] = [a.map(() => false), b.map(() => false)]
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      marked[0][i] = true
      marked[1][j] = true
      i += 1
      j += 1
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  }
  return [pieces(a, marked[0]), pieces(b, marked[1])]
}

const pieces = (characters: readonly string[], same: readonly boolean[]): readonly Piece[] =>
  characters.reduce<Piece[]>((all, text, n) => {
    const last = all.at(-1)
    if (last !== undefined && last.same === (same[n] ?? false)) all[all.length - 1] = { text: last.text + text, same: last.same }
    else all.push({ text, same: same[n] ?? false })
    return all
  }, [])
